package io.tallyhouse.benchmarks.query;

import io.tallyhouse.benchmarks.machine.ChildJvm;
import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.benchmarks.query.QueryLoad.Order;
import io.tallyhouse.contracts.route.Service;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer's month, beside a request that does nothing; and how soon an event is in it. */
public final class QueryBenchmark {
    private static final String METRICS = Service.METRICS.moduleName();
    private static final String CATALOG = Service.CATALOG.moduleName();
    private static final Pattern WARM = Pattern.compile("warm");
    private static final Pattern DONE = Pattern.compile("done (\\d+) (\\d+) (\\d+)");
    private static final long TARGET_MICROS = 50_000;
    private static final int THOUSAND = 1_000;

    private final Workbench bench;
    private final QuerySizes sizes;
    private final House house;
    private final Path log;
    private final Table table = new Table(
            "Usage queries",
            "what",
            "per second",
            "p50 ms",
            "p99 ms",
            "p50 beside an empty request",
            "metrics-service, CPU-s per 1,000",
            "catalog-service",
            "PostgreSQL");
    private long emptyMedian;
    private long slowest;

    private QueryBenchmark(Workbench bench, QuerySizes sizes, House house) {
        this.bench = bench;
        this.sizes = sizes;
        this.house = house;
        this.log = bench.emptyFolder("query-logs").resolve("asker.log");
    }

    public static Table run(Workbench bench, QuerySizes sizes) {
        bench.say("query: starting a stack");
        House house = House.start(bench, "query");
        try {
            return new QueryBenchmark(bench, sizes, house).measure();
        } finally {
            house.stop();
        }
    }

    private Table measure() {
        bench.say("query: storing a month of " + sizes.customers + " customers");
        long windows = new StoredMonth(house, sizes.customers).store();
        int port = house.stack().service(METRICS).port();
        ask("**GET /q/health/live**, empty", port, "/q/health/live");
        ask("COUNT, TOTAL", port, usage("requests", "TOTAL"));
        ask("COUNT, DAY", port, usage("requests", "DAY"));
        ask("SUM by four models, TOTAL", port, usage("tokens", "TOTAL"));
        ask("SUM by four models, DAY", port, usage("tokens", "DAY"));
        ask("PERCENTILE, TOTAL", port, usage("peak", "TOTAL"));
        ask("SUM by four models, DAY, through the gateway", gateway(), usage("tokens", "DAY"));
        table.remark("%s windows of %s customers, %d connections; each slot of 15 minutes has something."
                .formatted(Figures.whole(windows), Figures.whole(sizes.customers), sizes.connections));
        table.remark("Target p99 < 50 ms for a customer's month: "
                + (slowest < TARGET_MICROS ? "reached." : "not reached, " + millis(slowest) + " ms."));
        return table;
    }

    private int gateway() {
        return house.stack().gateway().getPort();
    }

    private static String usage(String metric, String granularity) {
        return "/v1/metrics/" + metric + "/usage?customer=c" + QueryLoad.CUSTOMER + "&" + StoredMonth.days()
                + "&granularity=" + granularity;
    }

    private void ask(String what, int port, String path) {
        bench.say("query: " + what);
        Order order = new Order(port, house.accessKey(), path, sizes.customers, sizes.connections, sizes.queries);
        ChildJvm child = bench.keep(ChildJvm.start(QueryLoad.class, order.arguments(), log));
        try {
            child.await(WARM);
            Duration metrics = house.cpu(METRICS);
            Duration catalog = house.cpu(CATALOG);
            Duration postgres = house.postgres().cpu();
            child.tell("go");
            Matcher done = child.await(DONE);
            row(
                    what,
                    done,
                    house.cpu(METRICS).minus(metrics),
                    house.cpu(CATALOG).minus(catalog),
                    house.postgres().cpu().minus(postgres));
        } finally {
            bench.done(child);
        }
    }

    private void row(String what, Matcher done, Duration metrics, Duration catalog, Duration postgres) {
        long median = Long.parseLong(done.group(2));
        long late = Long.parseLong(done.group(3));
        emptyMedian = emptyMedian == 0 ? median : emptyMedian;
        slowest = Math.max(slowest, late);
        table.row(
                what,
                Figures.whole(Figures.perSecond(sizes.queries, Duration.ofNanos(Long.parseLong(done.group(1))))),
                millis(median),
                millis(late),
                Figures.times(BigDecimal.valueOf(median), BigDecimal.valueOf(emptyMedian)),
                Figures.cpuSecondsPer(THOUSAND, metrics, sizes.queries),
                Figures.cpuSecondsPer(THOUSAND, catalog, sizes.queries),
                Figures.cpuSecondsPer(THOUSAND, postgres, sizes.queries));
    }

    private static BigDecimal millis(long micros) {
        return BigDecimal.valueOf(micros / 100, 1);
    }
}
