package io.tallyhouse.billing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.catalogue.MetricVersion;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleFixtures;
import io.tallyhouse.billing.usage.DailyTotals;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.AliasSpan;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CutRunsTest {
    private static final NextRun.Grace NONE = new NextRun.Grace(Duration.ZERO);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryBillingRuns runs = new InMemoryBillingRuns();
    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final List<UsageQuestion> asked = new ArrayList<>();
    private Instant wall = Instant.parse("2026-02-01T00:00:00Z");

    private final OpenDueRuns openDueRuns = new OpenDueRuns(runs, tenant -> wall, NONE);
    private final PrepareRuns prepareRuns =
            new PrepareRuns(runs, catalogue, () -> Uni.createFrom().item(Map.of(0, 5L)), () -> wall);
    private final CutRuns cutRuns = new CutRuns(
            runs,
            catalogue,
            () -> Uni.createFrom().item(Map.of(0, 5L)),
            // 120 requests in every period
            new RateRun(new MeasureCharge(new Usage() {
                @Override
                public Uni<MeteredUsage> of(UsageQuestion question) {
                    asked.add(question);
                    return Uni.createFrom()
                            .item(new MeteredUsage(
                                    Optional.of(new BigDecimal("120")), 120, Fingerprint.ZERO, List.of(), 0));
                }

                @Override
                public Uni<DailyTotals> totals(UsageQuestion question) {
                    throw new AssertionError("no price here is for seats");
                }
            })),
            new CutRuns.RunClocks(() -> wall, tenant -> wall));

    private void schedule(String tenant, String... prices) {
        Schedule schedule = ScheduleFixtures.draft(new TenantId(tenant), "2026-01-01", "2026-01-31", prices)
                .activated(ScheduleFixtures.terms(ZoneOffset.UTC), START);
        runs.put(schedule, NextRun.first(schedule, NONE).orElseThrow());
    }

    private void round() {
        openDueRuns.execute().await().indefinitely();
        prepareRuns.execute().await().indefinitely();
        cutRuns.execute().await().indefinitely();
    }

    private List<String> requestedTenants() {
        return runs.requested.stream()
                .map(document -> document.tenant().value())
                .sorted()
                .toList();
    }

    private BillingRun onlyRun(String tenant) {
        return runs.all().stream()
                .filter(run -> run.identity().tenant().value().equals(tenant))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_is_due_is_rated_and_asked_for_once() {
        schedule("one", "usage");

        round();
        round();

        // 120 × 0.1 = 12.00
        assertThat(runs.requested)
                .singleElement()
                .satisfies(document -> assertThat(document.lines())
                        .extracting(RequestedLine::net)
                        .containsExactly(new BigDecimal("12.00")));
    }

    @Test
    void a_run_that_cannot_be_written_fails_alone() {
        schedule("bad", "usage");
        schedule("good", "usage");
        openDueRuns.execute().await().indefinitely();
        runs.unwritable.add(onlyRun("bad").identity());

        round();

        assertThat(requestedTenants()).containsExactly("good");
        assertThat(onlyRun("bad").state()).isEqualTo(State.FAILED);
        assertThat(onlyRun("bad").failure().orElseThrow()).contains("cannot be written");

        runs.unwritable.clear();
        wall = wall.plusSeconds(1);
        round();
        assertThat(requestedTenants()).containsExactly("bad", "good");
    }

    @Test
    void while_the_catalogue_is_down_runs_stay_due_and_do_not_fail() {
        schedule("one", "usage");
        catalogue.down = true;

        round();

        assertThat(onlyRun("one").state()).isEqualTo(State.DUE);
        assertThat(onlyRun("one").failure().orElseThrow()).contains("does not answer");
        assertThat(onlyRun("one").attempts()).isZero();

        catalogue.down = false;
        wall = wall.plusSeconds(1);
        round();
        assertThat(requestedTenants()).containsExactly("one");
    }

    @Test
    void a_metric_that_is_not_ready_holds_back_its_runs_only() {
        schedule("metered", "usage");
        schedule("flat", "base");
        catalogue.ready = false;

        round();

        assertThat(requestedTenants()).containsExactly("flat");
        assertThat(onlyRun("metered").state()).isEqualTo(State.WAITING);
    }

    @Test
    void usage_is_asked_of_the_names_that_are_the_customers_in_the_period() {
        Optional<Instant> january = Optional.of(START);
        Optional<Instant> midJanuary = Optional.of(Instant.parse("2026-01-16T00:00:00Z"));
        Optional<Instant> february = Optional.of(Instant.parse("2026-02-01T00:00:00Z"));
        catalogue.spans = List.of(
                new AliasSpan("gone", Optional.empty(), january),
                new AliasSpan("leaving", Optional.empty(), midJanuary),
                new AliasSpan("coming", midJanuary, Optional.empty()),
                new AliasSpan("later", february, Optional.empty()));
        schedule("one", "usage");

        round();

        // the line bills January, of which 'leaving' has the first half and 'coming' the second
        assertThat(asked)
                .singleElement()
                .satisfies(question -> assertThat(question.subjects())
                        .containsExactly(
                                SubjectSpan.always("acme"),
                                new SubjectSpan("leaving", Optional.empty(), midJanuary),
                                new SubjectSpan("coming", midJanuary, Optional.empty())));
    }

    /** Knows customer {@code acme} of every tenant. */
    private static final class FakeCatalogue implements Catalogue {
        boolean down;
        boolean ready = true;
        List<AliasSpan> spans = List.of();

        @Override
        public Uni<Optional<CustomerRecord>> customer(TenantId tenant, CustomerId id) {
            return customerNow(tenant, id);
        }

        @Override
        public Uni<Optional<CustomerRecord>> customerNow(TenantId tenant, CustomerId id) {
            if (down) {
                return Uni.createFrom().failure(new IllegalStateException("503"));
            }
            return Uni.createFrom()
                    .item(Optional.of(new CustomerRecord(
                            tenant,
                            id,
                            1,
                            false,
                            "Acme",
                            CurrencyCode.of("EUR"),
                            ZoneOffset.UTC,
                            "PL",
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            START,
                            spans,
                            Optional.empty())));
        }

        @Override
        public Uni<List<CustomerRecord>> descendantsNow(TenantId tenant, CustomerId id) {
            return customerNow(tenant, new CustomerId(id + "-child"))
                    .map(child -> child.stream().toList());
        }

        @Override
        public Uni<Optional<ProductRecord>> product(TenantId tenant, ProductId id) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Optional<PriceRecord>> price(TenantId tenant, PriceId id) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Optional<MetricRecord>> metric(TenantId tenant, MetricId id) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Set<MetricVersion>> ready(Collection<MetricVersion> versions) {
            return Uni.createFrom().item(ready ? Set.copyOf(versions) : Set.of());
        }
    }
}
