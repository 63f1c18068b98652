package io.tallyhouse.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.benchmarks.ingest.PacedLoad;
import io.tallyhouse.benchmarks.machine.ChildJvm;
import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.stack.ApiClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the answer 202 until the event is in the usage that the API tells, beside a steady load. */
public final class VisibilityBenchmark {
    private static final Pattern DONE = Pattern.compile("done (\\d+) (\\d+)");
    private static final int PROBERS = 4;
    private static final int WARM_UP_SECONDS = 20;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long TARGET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Workbench bench;
    private final QuerySizes sizes;
    private final House house;

    private VisibilityBenchmark(Workbench bench, QuerySizes sizes, House house) {
        this.bench = bench;
        this.sizes = sizes;
        this.house = house;
    }

    public static Table run(Workbench bench, QuerySizes sizes) {
        bench.say("visibility: starting a stack");
        House house = House.start(bench, "visibility");
        try {
            return new VisibilityBenchmark(bench, sizes, house).measure();
        } finally {
            house.stop();
        }
    }

    private Table measure() {
        metrics();
        Path log = bench.emptyFolder("visibility-logs").resolve("sender.log");
        Table table = new Table("Visibility", "events a second meanwhile", "probes", "p50 s", "p99 s", "longest s");
        long late = 0;
        for (int rate : List.of(0, sizes.visibilityRate)) {
            bench.say("visibility: beside " + rate + " events a second");
            long found = beside(rate, log, table);
            late = Math.max(late, found);
        }
        table.remark(
                "From the 202 of one event until `usage` of its customer has it, asked every 20 ms through the gateway; "
                        + PROBERS + " at a time. The load comes in batches of 100.");
        return table.remark(
                "Target p99 < 2 s at half the maximum rate: " + (late < TARGET_NANOS ? "reached." : "not reached."));
    }

    private void metrics() {
        house.api().postOk("/v1/metrics", """
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""");
        house.api().postOk("/v1/metrics", """
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"context_tokens",
                 "groupBy":["model"]}""");
        Waiting.until(
                "the metrics",
                PATIENCE,
                () -> List.of("requests", "tokens").stream().allMatch(this::isReady));
    }

    private boolean isReady(String metric) {
        return house.api().getOk("/v1/metrics/" + metric).path("state").asText().equals("READY");
    }

    /** Answers the 99th percentile, in nanoseconds. */
    private long beside(int rate, Path log, Table table) {
        if (rate == 0) {
            return row(Figures.whole(0), probe("idle", sizes.visibilitySeconds / 2), table);
        }
        PacedLoad.Order order = new PacedLoad.Order(
                house.stack().service(Service.INGEST.moduleName()).port(),
                house.accessKey(),
                rate,
                sizes.visibilitySeconds + WARM_UP_SECONDS);
        ChildJvm child = bench.keep(ChildJvm.start(PacedLoad.class, order.arguments(), log));
        try {
            Waiting.pause(Duration.ofSeconds(WARM_UP_SECONDS));
            List<Long> nanos = probe("load", sizes.visibilitySeconds);
            Matcher done = child.await(DONE);
            long reached =
                    Figures.perSecond(Long.parseLong(done.group(1)), Duration.ofNanos(Long.parseLong(done.group(2))));
            return row(Figures.whole(reached) + " of " + Figures.whole(rate) + " wanted", nanos, table);
        } finally {
            bench.done(child);
        }
    }

    private static long row(String rate, List<Long> nanos, Table table) {
        long late = nanos.get(nanos.size() * 99 / 100);
        table.row(
                rate,
                nanos.size(),
                seconds(nanos.get(nanos.size() / 2)),
                seconds(late),
                seconds(nanos.get(nanos.size() - 1)));
        return late;
    }

    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(nanos / 10_000_000, 2);
    }

    /** How long each of many probes took, the quickest first. */
    private List<Long> probe(String name, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService probers = Executors.newFixedThreadPool(PROBERS);
        try {
            List<Future<List<Long>>> parts = new ArrayList<>();
            for (int prober = 0; prober < PROBERS; prober++) {
                String subject = "probe-" + name + "-" + prober + "-";
                parts.add(probers.submit(() -> {
                    List<Long> own = new ArrayList<>();
                    while (System.nanoTime() < end) {
                        own.add(one(subject + own.size()));
                    }
                    return own;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> part : parts) {
                all.addAll(part.get());
            }
            Collections.sort(all);
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            probers.shutdownNow();
        }
    }

    private long one(String subject) {
        ApiClient api = house.api();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        api.postOk("/v1/events", """
                {"id":"p","type":"llm.request","subject":"%s","data":{"model":"m1-small","context_tokens":1}}""".formatted(subject));
        long accepted = System.nanoTime();
        String path = "/v1/metrics/requests/usage?customer=" + subject + "&from=" + today.minusDays(1) + "&to="
                + today.plusDays(1);
        for (JsonNode usage = api.getOk(path); usage.path("events").asLong() == 0; usage = api.getOk(path)) {
            if (System.nanoTime() - accepted > PATIENCE.toNanos()) {
                throw new IllegalStateException(subject + " does not become visible");
            }
            Waiting.pause(POLL);
        }
        return System.nanoTime() - accepted;
    }
}
