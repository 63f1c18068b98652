package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Ends a schedule early. Its last day is billed; what comes after it is not, nor does it renew itself.
 *
 * @param date the last day; present exactly with {@link At#DATE}
 */
public record CancelSchedule(At at, Optional<LocalDate> date) implements ScheduleOperation {
    /** Which day is the last. */
    public enum At {
        /** Today. */
        NOW,
        /** The last day of the running period of the price whose period is the longest. */
        PERIOD_END,
        /** A day that the caller names. */
        DATE
    }

    @Override
    public Change apply(Standing standing) {
        Optional<Change> refusal = standing.over();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        LocalDate start = standing.record().startDate();
        if (standing.today().isBefore(start) && at != At.DATE) {
            return new Change.Made(neverBegun(standing));
        }
        LocalDate lastDay = lastDay(standing);
        if (lastDay.isBefore(start)) {
            return ScheduleOperation.invalid(
                    "/date", "'" + lastDay + "' is before the schedule's startDate '" + start + "'; it must not be");
        }
        return standing.billed(lastDay.plusDays(1), "/date")
                .or(() -> endsAnyway(standing, lastDay))
                .orElseGet(() -> new Change.Made(ending(standing.course(), lastDay)));
    }

    private LocalDate lastDay(Standing standing) {
        LocalDate end = standing.record().endDate().orElse(LocalDate.MAX);
        return switch (at) {
            case NOW -> standing.today();
            case PERIOD_END -> {
                LocalDate periodEnd = periodEnd(standing);
                yield periodEnd.isAfter(end) ? end : periodEnd;
            }
            case DATE -> date.orElseThrow();
        };
    }

    private static LocalDate periodEnd(Standing standing) {
        LocalDate today = standing.today();
        return standing.phaseOn(today)
                .flatMap(phase -> standing.longestPeriod(phase.priceIds(), today))
                .map(DateRange::end)
                .orElse(today);
    }

    private static Optional<Change> endsAnyway(Standing standing, LocalDate lastDay) {
        return standing.record()
                .cancelledOn()
                .filter(day -> !lastDay.isBefore(day))
                .map(day -> ScheduleOperation.conflict(
                        "schedule '" + standing.record().id() + "' is cancelled already: " + day + " is its last day"))
                .or(() -> standing.record()
                        .endDate()
                        .filter(lastDay::isAfter)
                        .map(end -> ScheduleOperation.invalid(
                                "/date",
                                "'" + lastDay + "' is after the schedule's endDate '" + end + "'; it must not be")));
    }

    private static Course neverBegun(Standing standing) {
        return standing.course()
                .withPhases(List.of(), List.of())
                .withSuspensions(List.of())
                .cancelled(standing.record().startDate().minusDays(1));
    }

    private static Course ending(Course course, LocalDate lastDay) {
        List<PhaseRecord> phases = course.phases().stream()
                .filter(phase -> !phase.startDate().isAfter(lastDay))
                .map(phase -> endsBy(phase.endDate(), lastDay) ? phase : PhaseEdits.ending(phase, lastDay))
                .toList();
        List<Suspension> rests = course.suspensions().stream()
                .filter(rest -> !rest.from().isAfter(lastDay))
                .map(rest -> endsBy(rest.to(), lastDay)
                        ? rest
                        : new Suspension(rest.from(), Optional.of(lastDay), rest.billed()))
                .toList();
        return course.withPhases(phases, List.of())
                .withSuspensions(rests)
                .endingOn(Optional.of(lastDay))
                .cancelled(lastDay);
    }

    private static boolean endsBy(Optional<LocalDate> end, LocalDate day) {
        return end.filter(last -> !last.isAfter(day)).isPresent();
    }
}
