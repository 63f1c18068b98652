package io.tallyhouse.benchmarks.runs;

import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.contracts.route.Service;
import java.time.Duration;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs that all fall due at once, month by month, with their usage counted before; then the limit. */
public final class RunsBenchmark {
    private static final int THOUSAND = 1_000;
    private static final int CUT_AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final LocalTime EVENING = LocalTime.of(20, 0);
    private static final String DONE = "SELECT count(*) FROM billing_runs WHERE state = 'DONE'";
    private static final String DOCUMENTS = "SELECT count(*) FROM invoices";
    private static final String WINDOWS = "SELECT count(*) FROM metric_windows";

    private final Workbench bench;
    private final RunsSizes sizes;
    private final House house;
    private final List<Month> months = new ArrayList<>();
    private final Table table = new Table(
            "Billing runs",
            "what",
            "per second",
            "share of single inserts",
            "billing-service, CPU-s per 1,000",
            "PostgreSQL, CPU-s per 1,000",
            "catalog-service, CPU-s per 1,000");

    private RunsBenchmark(Workbench bench, RunsSizes sizes, House house) {
        this.bench = bench;
        this.sizes = sizes;
        this.house = house;
    }

    public static Table run(Workbench bench, RunsSizes sizes) {
        bench.say("runs: starting a stack");
        House house = House.start(bench, "runs");
        try {
            return new RunsBenchmark(bench, sizes, house).measure();
        } finally {
            house.stop();
        }
    }

    /** CPU time of those who take part. */
    private record Spent(Duration billing, Duration postgres, Duration catalog) {
        static Spent now(House house) {
            return new Spent(
                    house.cpu(Service.BILLING.moduleName()),
                    house.postgres().cpu(),
                    house.cpu(Service.CATALOG.moduleName()));
        }

        Spent since(Spent before) {
            return new Spent(
                    billing.minus(before.billing()),
                    postgres.minus(before.postgres()),
                    catalog.minus(before.catalog()));
        }
    }

    private record Month(Duration done, Duration drafted, Spent spent) {}

    private Table measure() {
        BilledTenant tenant = new BilledTenant(house, sizes.schedules);
        bench.say("runs: creating the catalogue and " + Figures.whole(sizes.schedules) + " schedules");
        tenant.createCatalogue();
        YearMonth first = tenant.month().plusMonths(1);
        tenant.createSchedules(first);
        long windows = 0;
        for (int index = 0; index < sizes.months; index++) {
            YearMonth month = first.plusMonths(index);
            windows += (long) sendUsage(tenant, month) * BilledTenant.WINDOWS_PER_EVENT;
            awaitWindows(windows);
            months.add(due(tenant, month, index + 1L));
        }
        limit();
        return table.remark("Every invoice has five lines from three metrics and a month of windows. The months are the"
                + " same but for the JIT: the first finds it cold.");
    }

    private int sendUsage(BilledTenant tenant, YearMonth month) {
        bench.say("runs: counting the usage of " + month);
        tenant.setClock(month.atEndOfMonth().atTime(EVENING).toInstant(ZoneOffset.UTC));
        tenant.awaitClock();
        return tenant.sendUsage(month);
    }

    private void awaitWindows(long windows) {
        Waiting.until("the windows", PATIENCE, () -> house.postgres().number("billing", WINDOWS) >= windows);
    }

    private Month due(BilledTenant tenant, YearMonth month, long monthsDue) {
        long wanted = monthsDue * sizes.schedules;
        bench.say("runs: " + Figures.whole(sizes.schedules) + " runs of " + month + " fall due");
        Spent before = Spent.now(house);
        long started = System.nanoTime();
        tenant.setClock(month.plusMonths(1).atDay(1).atTime(0, 0, 1).toInstant(ZoneOffset.UTC));
        Waiting.until("the runs", PATIENCE, () -> house.postgres().number("billing", DONE) >= wanted);
        Duration done = Duration.ofNanos(System.nanoTime() - started);
        Waiting.until("the drafts", PATIENCE, () -> house.postgres().number("invoice", DOCUMENTS) >= wanted);
        Duration drafted = Duration.ofNanos(System.nanoTime() - started);
        bench.say("runs: done in " + Figures.seconds(done) + " s, drafts in " + Figures.seconds(drafted) + " s");
        return new Month(done, drafted, Spent.now(house).since(before));
    }

    private void limit() {
        bench.say("runs: plain inserts");
        String document = house.postgres().text("billing", "SELECT document::text FROM billing_runs LIMIT 1");
        String terms = house.postgres().text("billing", "SELECT terms::text FROM billing_runs LIMIT 1");
        InsertLimit limit = bench.keep(new InsertLimit(house.postgres(), document, terms));
        InsertLimit.Outcome single = limit.insert(sizes.schedules, 1);
        InsertLimit.Outcome batched = limit.insert(sizes.schedules, CUT_AT_ONCE);
        bench.done(limit);
        long singles = Figures.perSecond(single.rows(), single.took());
        limitRow(
                "**single-row insert transactions**, 8 connections, rows of "
                        + Figures.whole(document.length() + terms.length()) + " bytes",
                single,
                singles);
        limitRow("insert transactions of 100 such rows", batched, singles);
        for (Month month : months) {
            String nth = month.equals(months.get(0)) ? " (cold)" : "";
            row("runs done" + nth, month.done(), month.spent(), singles);
            table.row(
                    "drafts made by invoice-service" + nth,
                    Figures.whole(Figures.perSecond(sizes.schedules, month.drafted())),
                    Figures.percent(Figures.perSecond(sizes.schedules, month.drafted()), singles),
                    Figures.NONE,
                    Figures.NONE,
                    Figures.NONE);
        }
        Month last = months.get(months.size() - 1);
        long rate = Figures.perSecond(sizes.schedules, last.done());
        table.remark("Target ≥ 1,000 invoices/s on two cores: " + Figures.whole(rate) + " runs done a second, "
                + (rate >= THOUSAND ? "reached." : "not reached."));
    }

    private void limitRow(String what, InsertLimit.Outcome outcome, long singles) {
        long rate = Figures.perSecond(outcome.rows(), outcome.took());
        table.row(
                what,
                Figures.whole(rate),
                Figures.percent(rate, singles),
                Figures.cpuSecondsPer(THOUSAND, outcome.client(), outcome.rows()) + " (client)",
                Figures.cpuSecondsPer(THOUSAND, outcome.postgres(), outcome.rows()),
                Figures.NONE);
    }

    private void row(String what, Duration took, Spent spent, long singles) {
        long rate = Figures.perSecond(sizes.schedules, took);
        table.row(
                what,
                Figures.whole(rate),
                Figures.percent(rate, singles),
                Figures.cpuSecondsPer(THOUSAND, spent.billing(), sizes.schedules),
                Figures.cpuSecondsPer(THOUSAND, spent.postgres(), sizes.schedules),
                Figures.cpuSecondsPer(THOUSAND, spent.catalog(), sizes.schedules));
    }
}
