package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it is kept. The record's status is DRAFT, ACTIVE (activated, whatever its dates) or COMPLETED; {@link
 * #statusAt} tells UPCOMING apart.
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
                with(record, Status.ACTIVE, Optional.of(pinned)), Optional.of(pinned), Optional.of(now), createdAt);
    }

    /** All runs are done and none will follow. */
    public Schedule completed() {
        return new Schedule(with(record, Status.COMPLETED, terms), terms, activatedAt, createdAt);
    }

    /** @param now by the tenant's clock */
    public Status statusAt(Instant now) {
        boolean started = terms.map(pinned -> !now.isBefore(
                        record.startDate().atStartOfDay(pinned.zone()).toInstant()))
                .orElse(true);
        return record.status() == Status.ACTIVE && !started ? Status.UPCOMING : record.status();
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

    private static ScheduleRecord with(ScheduleRecord record, Status status, Optional<PinnedTerms> terms) {
        return new ScheduleRecord(
                record.tenant(),
                record.id(),
                record.version() + 1,
                status,
                record.customerId(),
                record.startDate(),
                record.endDate(),
                record.billingDay(),
                record.currency(),
                record.autoFinalise(),
                terms.map(PinnedTerms::zone),
                record.phases(),
                record.pendingPhases(),
                record.suspensions(),
                record.options(),
                record.cancelledOn(),
                record.archived());
    }
}
