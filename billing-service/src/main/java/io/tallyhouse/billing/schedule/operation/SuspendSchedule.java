package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a schedule rest until it is resumed.
 *
 * @param from first day of rest; today if it is left out
 * @param billed whether the days are billed nevertheless
 */
public record SuspendSchedule(Optional<LocalDate> from, boolean billed) implements ScheduleOperation {
    @Override
    public Change apply(Standing standing) {
        LocalDate first =
                from.orElse(Standing.later(standing.today(), standing.record().startDate()));
        return standing.overOrCancelled()
                .or(() -> standing.billed(first, "/from"))
                .or(() -> afterEnd(standing, first))
                .or(() -> overlap(standing, first))
                .orElseGet(() -> {
                    List<Suspension> rests = new ArrayList<>(standing.record().suspensions());
                    rests.add(new Suspension(first, Optional.empty(), billed));
                    return new Change.Made(standing.course().withSuspensions(rests));
                });
    }

    private static Optional<Change> afterEnd(Standing standing, LocalDate first) {
        return standing.record()
                .endDate()
                .filter(first::isAfter)
                .map(end -> ScheduleOperation.invalid(
                        "/from", "'" + first + "' is after the schedule's endDate '" + end + "'; it must not be"));
    }

    private static Optional<Change> overlap(Standing standing, LocalDate first) {
        List<Suspension> rests = standing.record().suspensions();
        if (rests.isEmpty()) {
            return Optional.empty();
        }
        Suspension last = rests.get(rests.size() - 1);
        if (last.to().isEmpty()) {
            return Optional.of(ScheduleOperation.conflict("schedule '"
                    + standing.record().id() + "' is suspended from " + last.from() + " on; resume it first"));
        }
        return last.to()
                .filter(to -> !first.isAfter(to))
                .map(to -> ScheduleOperation.conflict(
                        "/from",
                        "'" + first + "' is not after the suspension from " + last.from() + " to " + to
                                + "; choose a later day"));
    }
}
