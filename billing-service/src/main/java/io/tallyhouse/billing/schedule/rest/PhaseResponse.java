package io.tallyhouse.billing.schedule.rest;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.kernel.id.PriceId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A phase as it is answered; what is answered can be sent.
 *
 * @param startDate absent while it follows a milestone that is not complete
 * @param months how long such a phase will last
 */
public record PhaseResponse(
        Optional<String> name,
        Optional<LocalDate> startDate,
        Optional<LocalDate> endDate,
        Optional<Integer> months,
        Recurrence recurrence,
        boolean milestone,
        List<PriceId> priceIds,
        Optional<BigDecimal> uplift,
        List<PhaseDiscount> discounts,
        List<PhaseBound> minimums,
        List<PhaseBound> maximums) {

    static List<PhaseResponse> of(ScheduleRecord schedule) {
        return Stream.concat(
                        schedule.phases().stream().map(PhaseResponse::dated),
                        schedule.pendingPhases().stream().map(PhaseResponse::pending))
                .toList();
    }

    private static PhaseResponse dated(PhaseRecord phase) {
        return from(phase, Optional.of(phase.startDate()), phase.endDate(), Optional.empty());
    }

    private static PhaseResponse pending(PendingPhase phase) {
        return from(phase.terms(), Optional.empty(), Optional.empty(), phase.months());
    }

    private static PhaseResponse from(
            PhaseRecord terms, Optional<LocalDate> start, Optional<LocalDate> end, Optional<Integer> months) {
        return new PhaseResponse(
                terms.name(),
                start,
                end,
                months,
                terms.recurrence(),
                terms.milestone(),
                terms.priceIds(),
                terms.uplift(),
                terms.discounts(),
                terms.minimums(),
                terms.maximums());
    }
}
