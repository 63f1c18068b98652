package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which days a schedule has and what holds on them: all that changes of it once it is activated. */
public record Course(
        Optional<LocalDate> endDate,
        List<PhaseRecord> phases,
        List<PendingPhase> pendingPhases,
        List<Suspension> suspensions,
        Optional<LocalDate> cancelledOn,
        boolean archived) {
    public Course {
        phases = List.copyOf(phases);
        pendingPhases = List.copyOf(pendingPhases);
        suspensions = List.copyOf(suspensions);
    }

    public static Course of(ScheduleRecord schedule) {
        return new Course(
                schedule.endDate(),
                schedule.phases(),
                schedule.pendingPhases(),
                schedule.suspensions(),
                schedule.cancelledOn(),
                schedule.archived());
    }

    public Course withPhases(List<PhaseRecord> dated, List<PendingPhase> pending) {
        return new Course(endDate, dated, pending, suspensions, cancelledOn, archived);
    }

    public Course endingOn(Optional<LocalDate> end) {
        return new Course(end, phases, pendingPhases, suspensions, cancelledOn, archived);
    }

    public Course withSuspensions(List<Suspension> others) {
        return new Course(endDate, phases, pendingPhases, others, cancelledOn, archived);
    }

    /** @param lastDay that is billed */
    public Course cancelled(LocalDate lastDay) {
        return new Course(endDate, phases, pendingPhases, suspensions, Optional.of(lastDay), archived);
    }

    public Course outOfSight() {
        return new Course(endDate, phases, pendingPhases, suspensions, cancelledOn, true);
    }

    /** The days of a phase are not known to the end: it ends when somebody marks it complete. */
    public boolean hasOpenMilestone() {
        return !phases.isEmpty()
                && phases.get(phases.size() - 1).milestone()
                && phases.get(phases.size() - 1).endDate().isEmpty();
    }

    public boolean hasOpenSuspension() {
        return !suspensions.isEmpty()
                && suspensions.get(suspensions.size() - 1).to().isEmpty();
    }
}
