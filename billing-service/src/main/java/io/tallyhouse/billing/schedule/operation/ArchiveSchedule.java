package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import java.time.LocalDate;
import java.util.Optional;

/** Puts a draft, or a schedule that has ended, out of sight. */
public record ArchiveSchedule() implements ScheduleOperation {
    @Override
    public Change apply(Standing standing) {
        Status status = standing.record().status();
        Optional<LocalDate> end = standing.record().endDate();
        boolean ended = end.map(standing.today()::isAfter).orElse(status == Status.COMPLETED);
        return status == Status.DRAFT || status == Status.CANCELLED || ended
                ? new Change.Made(standing.course().outOfSight())
                : ScheduleOperation.conflict("schedule '" + standing.record().id()
                        + "' still bills; only drafts and schedules that have ended can be archived: cancel it first");
    }
}
