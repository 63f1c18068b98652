package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends the milestone phase that waits for it. The phases after it get their days, up to the next milestone; where none
 * follow, the schedule ends with it.
 *
 * @param date last day of the milestone; today if it is left out
 */
public record CompleteMilestone(Optional<LocalDate> date) implements ScheduleOperation {
    @Override
    public Change apply(Standing standing) {
        Optional<Change> refusal = standing.overOrCancelled();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Course course = standing.course();
        if (!course.hasOpenMilestone()) {
            return ScheduleOperation.conflict(
                    "schedule '" + standing.record().id() + "' has no milestone that is not complete");
        }
        PhaseRecord milestone = course.phases().get(course.phases().size() - 1);
        LocalDate last = date.orElse(Standing.later(standing.today(), milestone.startDate()));
        if (last.isBefore(milestone.startDate())) {
            return ScheduleOperation.invalid(
                    "/date",
                    "'" + last + "' is before the milestone began on '" + milestone.startDate() + "'; it must not be");
        }
        return standing.billed(last.plusDays(1), "/date")
                .or(() -> course.endDate()
                        .filter(last::isAfter)
                        .map(end -> ScheduleOperation.invalid(
                                "/date",
                                "'" + last + "' is after the schedule's endDate '" + end + "'; it must not be")))
                .orElseGet(() -> followed(course, PhaseEdits.ending(milestone, last), last));
    }

    private static Change followed(Course course, PhaseRecord complete, LocalDate lastDay) {
        List<PhaseRecord> phases =
                new ArrayList<>(course.phases().subList(0, course.phases().size() - 1));
        phases.add(complete);
        List<PendingPhase> pending = new ArrayList<>(course.pendingPhases());
        if (pending.isEmpty()) {
            return new Change.Made(course.withPhases(phases, List.of()).endingOn(Optional.of(lastDay)));
        }
        Optional<LocalDate> before = Optional.of(lastDay);
        while (before.isPresent() && !pending.isEmpty()) {
            LocalDate first = before.get().plusDays(1);
            Optional<LocalDate> end = course.endDate();
            if (end.filter(first::isAfter).isPresent()) {
                return ScheduleOperation.conflict(
                        "/date",
                        "'" + lastDay + "' would let a phase after it begin on " + first
                                + ", after the schedule's endDate '" + end.get()
                                + "'; choose an earlier day, or replace the phases");
            }
            PendingPhase next = pending.remove(0);
            before = next.months().map(months -> first.plusMonths(months).minusDays(1));
            Optional<LocalDate> last = before.or(() -> next.terms().milestone() ? Optional.empty() : end);
            phases.add(next.terms().during(first, last));
        }
        return new Change.Made(course.withPhases(phases, pending));
    }
}
