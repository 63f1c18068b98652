package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a caller may say about a schedule.
 *
 * @param startDate first day, in the zone that the customer will have at activation
 * @param endDate last day, inclusive; empty for an open end
 * @param billingDay 1 to 31; clamped to the month's end
 */
public record ScheduleDraft(
        CustomerId customerId,
        LocalDate startDate,
        Optional<LocalDate> endDate,
        int billingDay,
        CurrencyCode currency,
        boolean autoFinalise,
        List<PhaseRecord> phases,
        List<PendingPhase> pendingPhases,
        ScheduleOptions options) {
    public ScheduleDraft {
        phases = List.copyOf(phases);
        pendingPhases = List.copyOf(pendingPhases);
    }

    /** As kept: a last phase without an end runs to the end of the schedule, unless it is a milestone. */
    public ScheduleDraft withEndedLastPhase() {
        PhaseRecord last = phases.get(phases.size() - 1);
        if (last.endDate().isPresent() || endDate.isEmpty() || last.milestone()) {
            return this;
        }
        List<PhaseRecord> ended = new java.util.ArrayList<>(phases.subList(0, phases.size() - 1));
        ended.add(last.during(last.startDate(), endDate));
        return new ScheduleDraft(
                customerId, startDate, endDate, billingDay, currency, autoFinalise, ended, pendingPhases, options);
    }
}
