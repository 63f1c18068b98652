package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleOptions.Renewal;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it is kept. The record's status is DRAFT, ACTIVE (activated, whatever its dates), COMPLETED or CANCELLED
 * (ended early, and billed to its last day); {@link #statusAt} tells UPCOMING and SUSPENDED apart.
 *
 * @param terms present once activated
 * @param activatedAt by the tenant's clock
 * @param createdAt by the tenant's clock
 */
public record Schedule(
        ScheduleRecord record, Optional<PinnedTerms> terms, Optional<Instant> activatedAt, Instant createdAt) {
    public static final long FIRST_VERSION = 1;

    /** A new draft. */
    public static Schedule draft(TenantId tenant, ScheduleId id, ScheduleDraft draft, Instant now) {
        return new Schedule(record(tenant, id, FIRST_VERSION, draft), Optional.empty(), Optional.empty(), now);
    }

    public boolean inDraft() {
        return record.status() == Status.DRAFT;
    }

    public Schedule replacedBy(ScheduleDraft draft) {
        if (!inDraft()) {
            throw new IllegalStateException("schedule " + record.id() + " is " + record.status());
        }
        return new Schedule(
                record(record.tenant(), record.id(), record.version() + 1, draft), terms, activatedAt, createdAt);
    }

    public Schedule activated(PinnedTerms pinned, Instant now) {
        if (!inDraft()) {
            throw new IllegalStateException("schedule " + record.id() + " is " + record.status());
        }
        return new Schedule(
                record(Course.of(record), new State(record.version() + 1, Status.ACTIVE, Optional.of(pinned.zone()))),
                Optional.of(pinned),
                Optional.of(now),
                createdAt);
    }

    /** All runs are done and none will follow. */
    public Schedule completed() {
        return on(Course.of(record), pinned()).over();
    }

    /** Nothing of it will be billed any more. */
    public Schedule over() {
        Status ended = record.cancelledOn().isPresent() ? Status.CANCELLED : Status.COMPLETED;
        return new Schedule(
                record(Course.of(record), new State(record.version(), ended, record.zone())),
                terms,
                activatedAt,
                createdAt);
    }

    /** The same contract on another course. A draft stays one, and an ended one is ended no longer. */
    public Schedule on(Course course, PinnedTerms pinned) {
        Status status = inDraft() || record.archived() || course.archived() ? record.status() : Status.ACTIVE;
        Optional<PinnedTerms> held = inDraft() ? Optional.empty() : Optional.of(pinned);
        return new Schedule(
                record(course, new State(record.version() + 1, status, record.zone())), held, activatedAt, createdAt);
    }

    /** It bills nothing now, but will when it is resumed or its milestone is complete. */
    public boolean awaitsSomebody() {
        Course course = Course.of(record);
        return course.hasOpenSuspension()
                || course.hasOpenMilestone() && record.cancelledOn().isEmpty();
    }

    /** The day after its end, on which it goes on by itself; empty if it does not. */
    public Optional<LocalDate> renewalDay() {
        boolean renews = record.options().renewal().isPresent()
                && record.status() == Status.ACTIVE
                && record.cancelledOn().isEmpty()
                && record.pendingPhases().isEmpty()
                && !Course.of(record).hasOpenMilestone();
        return record.endDate().filter(end -> renews).map(end -> end.plusDays(1));
    }

    /** As it goes on by itself after its end. */
    public Schedule renewed() {
        Renewal renewal = record.options().renewal().orElseThrow();
        Extension extension =
                new Extension(Extension.lastDay(record, renewal.months()), Extension.factor(renewal.upliftPercent()));
        return on(extension.of(record, pinned()), pinned());
    }

    /** As it will stand on that day if nobody changes it. */
    public Schedule through(LocalDate day) {
        Schedule standing = this;
        while (standing.renewalDay().filter(first -> !first.isAfter(day)).isPresent()) {
            standing = standing.renewed();
        }
        return standing;
    }

    /** @param now by the tenant's clock */
    public Status statusAt(Instant now) {
        if (record.status() != Status.ACTIVE || terms.isEmpty()) {
            return record.status();
        }
        LocalDate today = LocalDate.ofInstant(now, pinned().zone());
        if (today.isBefore(record.startDate())) {
            return Status.UPCOMING;
        }
        if (record.cancelledOn().filter(today::isAfter).isPresent()) {
            return Status.CANCELLED;
        }
        return record.suspensions().stream().anyMatch(suspension -> holds(suspension, today))
                ? Status.SUSPENDED
                : Status.ACTIVE;
    }

    private static boolean holds(Suspension suspension, LocalDate day) {
        return !day.isBefore(suspension.from())
                && suspension.to().map(last -> !day.isAfter(last)).orElse(true);
    }

    /** @throws IllegalStateException before activation */
    public PinnedTerms pinned() {
        return terms.orElseThrow(() -> new IllegalStateException("schedule " + record.id() + " is not activated"));
    }

    private static ScheduleRecord record(TenantId tenant, ScheduleId id, long version, ScheduleDraft draft) {
        return new ScheduleRecord(
                tenant,
                id,
                version,
                Status.DRAFT,
                draft.customerId(),
                draft.startDate(),
                draft.endDate(),
                draft.billingDay(),
                draft.currency(),
                draft.autoFinalise(),
                Optional.empty(),
                draft.withEndedLastPhase().phases(),
                draft.pendingPhases(),
                List.of(),
                draft.options(),
                Optional.empty(),
                false);
    }

    private record State(long version, Status status, Optional<ZoneId> zone) {}

    private ScheduleRecord record(Course course, State state) {
        return new ScheduleRecord(
                record.tenant(),
                record.id(),
                state.version(),
                state.status(),
                record.customerId(),
                record.startDate(),
                course.endDate(),
                record.billingDay(),
                record.currency(),
                record.autoFinalise(),
                state.zone(),
                course.phases(),
                course.pendingPhases(),
                course.suspensions(),
                record.options(),
                course.cancelledOn(),
                course.archived());
    }
}
