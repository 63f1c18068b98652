package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.run.BillingRun.Basis;
import io.tallyhouse.billing.run.BillingRuns.PendingRun;
import io.tallyhouse.billing.run.BillingRuns.Preparation;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.billing.usage.Completeness;
import io.tallyhouse.billing.usage.EndOffsets;
import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.DateRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the basis of runs that were found due: the customer as catalog-service has it now, and how far {@code
 * usage-events} reaches now. Every event accepted before the run was due lies below that.
 */
@ApplicationScoped
public class PrepareRuns {
    private static final int RUNS_MAX = 500;
    private static final int CALLS_MAX = 16;

    private final BillingRuns runs;
    private final Catalogue catalogue;
    private final EndOffsets endOffsets;
    private final InstantSource wall;

    PrepareRuns(BillingRuns runs, Catalogue catalogue, EndOffsets endOffsets, InstantSource wall) {
        this.runs = runs;
        this.catalogue = catalogue;
        this.endOffsets = endOffsets;
        this.wall = wall;
    }

    /** One round. Answers how many runs were tried. */
    public Uni<Integer> execute() {
        return runs.withoutBasis(wall.instant(), RUNS_MAX).chain(pending -> {
            if (pending.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return endOffsets
                    .read()
                    .chain(ends -> customers(pending)
                            .map(customers -> pending.stream()
                                    .map(run -> prepare(run, answer(customers, run), ends))
                                    .toList()))
                    .chain(runs::prepare)
                    .replaceWith(pending.size());
        });
    }

    private Uni<Map<CustomerKey, Answer>> customers(List<PendingRun> pending) {
        return Multi.createFrom()
                .iterable(pending.stream().map(CustomerKey::of).distinct().toList())
                .onItem()
                .transformToUni(key -> answer(key)
                        .onFailure()
                        .recoverWithItem(failure -> new Answer.None(String.valueOf(failure.getMessage())))
                        .map(answer -> Map.entry(key, answer)))
                .merge(CALLS_MAX)
                .collect()
                .asList()
                .map(entries -> entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Uni<Answer> answer(CustomerKey key) {
        return catalogue
                .customerNow(key.tenant(), key.customer())
                .chain(customer -> key.withChildren()
                        ? catalogue
                                .descendantsNow(key.tenant(), key.customer())
                                .map(children -> new Answer.Given(customer, children))
                        : Uni.createFrom().item(new Answer.Given(customer, List.of())));
    }

    private static Answer answer(Map<CustomerKey, Answer> customers, PendingRun run) {
        return customers.getOrDefault(CustomerKey.of(run), new Answer.None("it was not asked"));
    }

    private Preparation prepare(PendingRun pending, Answer answer, Map<Integer, Long> ends) {
        BillingRun.Identity identity = pending.run().identity();
        Instant now = wall.instant();
        if (answer instanceof Answer.None none) {
            String reason = "catalog-service does not answer: " + none.reason();
            return new Preparation.Unprepared(identity, reason, false, now.plus(RetryPauses.waiting()));
        }
        Answer.Given given = (Answer.Given) answer;
        return given.customer()
                .<Preparation>map(customer -> new Preparation.Prepared(
                        identity,
                        new Basis(customer, given.children(), needed(pending, given.subjects(), ends)),
                        counted(pending)))
                .orElseGet(() -> new Preparation.Unprepared(
                        identity,
                        "customer '" + pending.run().customerId() + "' does not exist",
                        true,
                        now.plus(RetryPauses.afterFailure(pending.run().attempts()))));
    }

    private static Completeness needed(PendingRun pending, List<String> subjects, Map<Integer, Long> ends) {
        Schedule schedule = pending.schedule();
        boolean isMetered = ScheduleCalendar.of(schedule.record(), schedule.pinned())
                .planOn(pending.run().identity().invoiceDate())
                .map(plan -> plan.isMetered())
                .orElse(false);
        return isMetered
                ? Completeness.needed(pending.run().identity().tenant(), subjects, ends)
                : Completeness.NOTHING_NEEDED;
    }

    /** Days of which a later window may change what the run bills; of a level all that lie before, too. */
    private static Optional<DateRange> counted(PendingRun pending) {
        Schedule schedule = pending.schedule();
        List<Charge> metered = ScheduleCalendar.of(schedule.record(), schedule.pinned())
                .planOn(pending.run().identity().invoiceDate())
                .map(plan -> plan.charges().stream()
                        .filter(charge -> charge.price().isMetered())
                        .toList())
                .orElse(List.of());
        if (metered.isEmpty()) {
            return Optional.empty();
        }
        boolean carriesOver = metered.stream()
                .flatMap(charge -> schedule.pinned().price(charge.priceId()).metricId().stream())
                .anyMatch(metric ->
                        schedule.pinned().metric(metric).definition().measure().carriesOver());
        LocalDate first = metered.stream()
                .map(Charge::countsFrom)
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last = metered.stream()
                .map(charge -> charge.serviceDays().end())
                .max(LocalDate::compareTo)
                .orElseThrow();
        // windows are days of UTC, which may begin a day before those of the schedule's zone and end a day after
        return Optional.of(new DateRange(carriesOver ? LocalDate.EPOCH : first.minusDays(1), last.plusDays(1)));
    }

    private record CustomerKey(TenantId tenant, CustomerId customer, boolean withChildren) {
        static CustomerKey of(PendingRun pending) {
            return new CustomerKey(
                    pending.run().identity().tenant(),
                    pending.run().customerId(),
                    pending.schedule().record().options().rollUp() != RollUp.NONE);
        }
    }

    private sealed interface Answer {
        record Given(Optional<CustomerRecord> customer, List<CustomerRecord> children) implements Answer {
            /** Of all of them. */
            List<String> subjects() {
                return Stream.concat(customer.stream(), children.stream())
                        .flatMap(member -> member.subjects().stream())
                        .distinct()
                        .toList();
            }
        }

        record None(String reason) implements Answer {}
    }
}
