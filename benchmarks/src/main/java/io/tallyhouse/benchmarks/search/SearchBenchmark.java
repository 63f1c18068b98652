package io.tallyhouse.benchmarks.search;

import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.PackagedService;
import io.tallyhouse.benchmarks.machine.PackagedService.Surroundings;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.stack.ApiClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Search in an archive of millions of events. */
public final class SearchBenchmark {
    static final int NAMED_CUSTOMERS = 100;
    private static final String INGEST = Service.INGEST.moduleName();
    private static final Duration TARGET = Duration.ofMillis(100);

    private final Workbench bench;
    private final SearchSizes sizes;
    private final House house;
    private final Table table =
            new Table("Search", "what", "p50 ms", "p99 ms", "slowest ms", "found an answer", "unfinished answers");

    private SearchBenchmark(Workbench bench, SearchSizes sizes, House house) {
        this.bench = bench;
        this.sizes = sizes;
        this.house = house;
    }

    public static Table run(Workbench bench, SearchSizes sizes) {
        bench.say("search: starting a stack");
        House house = House.start(bench, "search");
        try {
            return new SearchBenchmark(bench, sizes, house).measure();
        } finally {
            house.stop();
        }
    }

    private Table measure() {
        PackagedService.meter(
                house.stack().service(Service.METRICS.moduleName()).port(),
                house.stack().serviceSecret(),
                true);
        customers();
        house.stack().service(INGEST).stop();
        Map<String, String> options = Map.of(
                "tallyhouse.services.catalog-service.url",
                "http://127.0.0.1:"
                        + house.stack().service(Service.CATALOG.moduleName()).port());
        Surroundings around = new Surroundings(
                house.stack().kafkaBootstrapServers(),
                house.postgres().database("ingest"),
                house.stack().serviceSecret(),
                options);
        PackagedService service = PackagedService.start(
                bench, INGEST, around, bench.emptyFolder("search-logs").resolve("ingest-service.log"));
        try {
            return search(service);
        } finally {
            bench.done(service);
        }
    }

    private Table search(PackagedService service) {
        ArchivedEvents events = new ArchivedEvents(
                new TenantId("benchmark"), sizes.events, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        bench.say("search: " + Figures.whole(sizes.events) + " events into the archive");
        ArchiveFilling.Outcome filled = new ArchiveFilling(house, events).fill();
        long rows = house.postgres().number("ingest", "SELECT count(*) FROM usage_records");
        house.postgres().execute("ingest", "VACUUM ANALYZE usage_records");
        ApiClient api = new ApiClient(URI.create("http://127.0.0.1:" + service.port()), house.accessKey());
        Searches searches = new Searches(api, events, sizes.searches);
        for (Searches.Kind kind : Searches.Kind.values()) {
            bench.say("search: " + kind.words());
            searches.run(kind);
            row(kind, searches.run(kind));
        }
        table.remark(Figures.whole(rows) + " records of a month in " + days() + " days' partitions, "
                + house.postgres().text("ingest", "SELECT pg_size_pretty(pg_database_size('ingest'))")
                + "; a page is 50 events.");
        return table.remark("The archive took them in at " + Figures.whole(Figures.perSecond(rows, filled.took()))
                + " records/s, with the producer on the same cores; PostgreSQL spent "
                + Figures.cpuSecondsPer(1_000_000, filled.postgres(), rows) + " CPU-s per million.");
    }

    private void row(Searches.Kind kind, Searches.Outcome outcome) {
        boolean reached = outcome.slowest1Percent().compareTo(TARGET) < 0;
        table.row(
                kind.words() + (reached ? "" : " (target p99 < 100 ms **not reached**)"),
                outcome.percentile(50),
                outcome.percentile(99),
                outcome.percentile(100),
                Math.round(1f * outcome.found() / sizes.searches),
                outcome.unfinished() == 0 ? Figures.NONE : outcome.unfinished() + " of " + sizes.searches);
    }

    private String days() {
        return house.postgres().text("ingest", "SELECT count(DISTINCT append_day)::text FROM archive_days");
    }

    /** Some of the customers, so that catalog-service knows their names. */
    private void customers() {
        for (int customer = 0; customer < NAMED_CUSTOMERS; customer++) {
            house.api().postOk("/v1/customers", """
                    {"id":"customer-%d","legalName":"Customer %d","currency":"EUR","timeZone":"UTC","country":"DE",\
                    "aliases":["%s","%s"]}""".formatted(
                    customer, customer, ArchivedEvents.subject(customer, 1), ArchivedEvents.subject(customer, 2)));
        }
    }
}
