package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.Extension;
import io.tallyhouse.billing.schedule.PhaseRules;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a schedule go on after its end, with a phase of its own. It may be late: one that is completed goes on too.
 *
 * @param months how long; exactly one of this and {@code endDate} is present
 * @param priceIds of the new phase; empty for those of the last one, but for what bills once
 */
public record RenewSchedule(
        Optional<Integer> months, Optional<LocalDate> endDate, Optional<Uplift> uplift, List<PriceId> priceIds)
        implements ScheduleOperation {
    public RenewSchedule {
        priceIds = List.copyOf(priceIds);
    }

    /** What the figures are multiplied by. */
    public sealed interface Uplift {
        BigDecimal factor();

        /** @param value literal percent, as 3.5; negative for less */
        record Percent(BigDecimal value) implements Uplift {
            @Override
            public BigDecimal factor() {
                return Extension.factor(value);
            }
        }

        /** The change of an index, as of consumer prices. */
        record Index(BigDecimal from, BigDecimal to) implements Uplift {
            @Override
            public BigDecimal factor() {
                return Decimals.quotient(to, from);
            }
        }
    }

    @Override
    public Map<String, PriceId> prices() {
        Map<String, PriceId> prices = new LinkedHashMap<>();
        for (int index = 0; index < priceIds.size(); index++) {
            prices.put("/priceIds/" + index, priceIds.get(index));
        }
        return prices;
    }

    @Override
    public Change apply(Standing standing) {
        return refusal(standing).orElseGet(() -> {
            ScheduleRecord record = standing.record();
            LocalDate end = record.endDate().orElseThrow();
            LocalDate lastDay = months.map(number -> Extension.lastDay(record, number))
                    .or(() -> endDate)
                    .orElseThrow();
            if (!lastDay.isAfter(end) || lastDay.isAfter(PhaseRules.DATE_MAX)) {
                return ScheduleOperation.invalid(
                        endDate.isPresent() ? "/endDate" : "/months",
                        "'" + lastDay + "' must be after the schedule's endDate '" + end + "', and not after "
                                + PhaseRules.DATE_MAX);
            }
            return new Change.Made(renewed(standing, lastDay));
        });
    }

    private static Optional<Change> refusal(Standing standing) {
        ScheduleRecord record = standing.record();
        boolean late = record.status() == Status.COMPLETED && !record.archived();
        Optional<Change> over = late ? Optional.empty() : standing.overOrCancelled();
        if (over.isPresent()) {
            return over;
        }
        if (record.endDate().isEmpty()) {
            return Optional.of(
                    ScheduleOperation.conflict("schedule '" + record.id() + "' has no endDate: it goes on anyway"));
        }
        return standing.course().hasOpenMilestone()
                ? Optional.of(ScheduleOperation.conflict(
                        "schedule '" + record.id() + "' has a milestone that is not complete; complete it first"))
                : Optional.empty();
    }

    private Course renewed(Standing standing, LocalDate lastDay) {
        ScheduleRecord record = standing.record();
        Extension extension = new Extension(lastDay, uplift.map(Uplift::factor).orElse(BigDecimal.ONE));
        if (priceIds.isEmpty()) {
            return extension.of(record, standing.terms());
        }
        PhaseRecord last = record.phases().get(record.phases().size() - 1);
        // prices that are new to the contract are as they were agreed; former uplifts are none of theirs
        return extension.of(record, priceIds, last.priceIds().containsAll(priceIds));
    }
}
