package io.tallyhouse.billing.schedule.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleDraft;
import io.tallyhouse.billing.schedule.ScheduleFixtures;
import io.tallyhouse.billing.schedule.operation.ScheduleOperation.Change;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An activated schedule for operations. Prices: base (monthly in advance), fee (monthly in arrears), usage (monthly),
 * annual (yearly in advance), setup (once in advance), closing (once in arrears).
 *
 * @param lastRun empty text for none
 */
record OperationStage(Schedule schedule, String lastRun, String today) {
    static final PinnedTerms TERMS = new PinnedTerms(
            ZoneOffset.UTC,
            List.of(
                    ScheduleFixtures.base(),
                    ScheduleFixtures.usage(),
                    ScheduleFixtures.flat("fee", BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS),
                    ScheduleFixtures.flat("plus", BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS),
                    ScheduleFixtures.flat("annual", BillingFrequency.YEARLY, BillingTiming.IN_ADVANCE),
                    ScheduleFixtures.flat("setup", BillingFrequency.ONE_TIME, BillingTiming.IN_ADVANCE),
                    ScheduleFixtures.flat("closing", BillingFrequency.ONE_TIME, BillingTiming.IN_ARREARS)),
            List.of(ScheduleFixtures.requests()));

    static OperationStage of(int billingDay, String end, PhaseRecord... phases) {
        return of(billingDay, end, List.of(), phases);
    }

    static OperationStage of(int billingDay, String end, List<PendingPhase> pending, PhaseRecord... phases) {
        ScheduleDraft draft = new ScheduleDraft(
                new CustomerId("acme"),
                phases[0].startDate(),
                day(end),
                billingDay,
                CurrencyCode.of("EUR"),
                false,
                List.of(phases),
                pending,
                ScheduleOptions.STANDARD);
        Schedule schedule = Schedule.draft(ScheduleFixtures.TENANT, new ScheduleId("s"), draft, Instant.EPOCH)
                .activated(TERMS, Instant.EPOCH);
        return new OperationStage(schedule, "", "2026-01-01");
    }

    OperationStage on(String day) {
        return new OperationStage(schedule, lastRun, day);
    }

    OperationStage billed(String invoiceDate) {
        return new OperationStage(schedule, invoiceDate, today);
    }

    OperationStage after(ScheduleOperation operation) {
        return new OperationStage(schedule.on(course(operation), TERMS), lastRun, today);
    }

    Course course(ScheduleOperation operation) {
        Change change = operation.apply(standing());
        assertThat(change).isInstanceOf(Change.Made.class);
        return ((Change.Made) change).course();
    }

    Problem refusal(ScheduleOperation operation) {
        Change change = operation.apply(standing());
        assertThat(change).isInstanceOf(Change.Refused.class);
        return ((Change.Refused) change).problem();
    }

    /** Its phases as {@code 2026-01-01..2026-01-31 base usage}. */
    static List<String> shown(Course course) {
        return course.phases().stream()
                .map(phase -> phase.startDate() + ".."
                        + phase.endDate().map(LocalDate::toString).orElse("")
                        + phase.priceIds().stream().map(id -> " " + id).reduce("", String::concat))
                .toList();
    }

    private Standing standing() {
        return new Standing(schedule, TERMS, day(lastRun), LocalDate.parse(today));
    }

    static Optional<LocalDate> day(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }

    static PhaseRecord phase(String start, String end, String... prices) {
        return new PhaseRecord(LocalDate.parse(start), day(end), ids(prices));
    }

    static PhaseRecord milestone(String start, String... prices) {
        return phase(start, Recurrence.CONTINUE, true, prices);
    }

    static PhaseRecord resetting(String start, String... prices) {
        return phase(start, Recurrence.RESET, false, prices);
    }

    private static PhaseRecord phase(String start, Recurrence recurrence, boolean milestone, String... prices) {
        return new PhaseRecord(
                Optional.empty(),
                LocalDate.parse(start),
                Optional.empty(),
                recurrence,
                milestone,
                ids(prices),
                Optional.<BigDecimal>empty(),
                List.of(),
                List.of(),
                List.of());
    }

    static List<PriceId> ids(String... prices) {
        return Arrays.stream(prices).map(PriceId::new).toList();
    }
}
