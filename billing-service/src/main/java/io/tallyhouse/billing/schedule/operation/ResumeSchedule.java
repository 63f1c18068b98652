package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a suspended schedule go on.
 *
 * @param on the first day that is no rest; today if it is left out
 */
public record ResumeSchedule(Optional<LocalDate> on) implements ScheduleOperation {
    @Override
    public Change apply(Standing standing) {
        if (!standing.course().hasOpenSuspension()) {
            return standing.over()
                    .orElseGet(() -> ScheduleOperation.conflict(
                            "schedule '" + standing.record().id() + "' is not suspended"));
        }
        List<Suspension> rests = new ArrayList<>(standing.record().suspensions());
        Suspension open = rests.remove(rests.size() - 1);
        LocalDate first = on.orElse(Standing.later(standing.today(), open.from()));
        if (first.isBefore(open.from())) {
            return ScheduleOperation.invalid(
                    "/on", "'" + first + "' is before the suspension began on '" + open.from() + "'; it must not be");
        }
        return standing.billed(first, "/on").or(() -> afterEnd(standing, first)).orElseGet(() -> {
            if (first.isAfter(open.from())) {
                rests.add(new Suspension(open.from(), Optional.of(first.minusDays(1)), open.billed()));
            }
            return new Change.Made(standing.course().withSuspensions(rests));
        });
    }

    private Optional<Change> afterEnd(Standing standing, LocalDate first) {
        return standing.record()
                .endDate()
                .filter(end -> on.isPresent() && first.isAfter(end.plusDays(1)))
                .map(end -> ScheduleOperation.invalid(
                        "/on", "'" + first + "' is after the schedule's endDate '" + end + "'; it must not be"));
    }
}
