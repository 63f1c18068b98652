package io.tallyhouse.ingest.inbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.inbox.RejectRecords.Rejected;
import io.tallyhouse.ingest.intake.AcceptEvents;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.IntakeReceipt.RefusedEvent;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Forwards records of one inbox to the log, and those that are no events to the log of rejected records. */
@ApplicationScoped
public class ForwardInbox {
    private final InboxTenants tenants;
    private final InboxEvents events;
    private final AcceptEvents acceptEvents;
    private final RejectRecords rejectRecords;

    public ForwardInbox(
            InboxTenants tenants, InboxEvents events, AcceptEvents acceptEvents, RejectRecords rejectRecords) {
        this.tenants = tenants;
        this.events = events;
        this.acceptEvents = acceptEvents;
        this.rejectRecords = rejectRecords;
    }

    /**
     * Completes when each of the records is in one of the two logs, in their order. If it fails, some may be; forwarding
     * all of them again is harmless.
     */
    public Uni<IntakeReceipt> execute(TenantId tenant, List<InboxRecord> records) {
        return tenants.acceptance(tenant)
                .chain(acceptance -> acceptance
                        .map(at -> forwardWhole(at, records))
                        .orElseGet(() -> reject(tenant, records, "there is no tenant '" + tenant + "'")));
    }

    /** A record that we fail at, rather than a log that is away, would fail for ever and hold up all that follow it. */
    private Uni<IntakeReceipt> forwardWhole(Acceptance at, List<InboxRecord> records) {
        return Uni.createFrom()
                .deferred(() -> forward(at, records))
                .onFailure(ForwardInbox::isOurs)
                .recoverWithUni(() -> records.size() == 1
                        ? reject(at.tenant(), records, "the record could not be processed; the fault is on our side")
                        : forwardEach(at, records));
    }

    private Uni<IntakeReceipt> forwardEach(Acceptance at, List<InboxRecord> records) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(record -> forwardWhole(at, List.of(record)))
                .collect()
                .asList()
                .map(ForwardInbox::sum);
    }

    private static boolean isOurs(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || failure instanceof ArithmeticException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof UncheckedIOException;
    }

    private static IntakeReceipt sum(List<IntakeReceipt> single) {
        List<RefusedEvent> errors = new ArrayList<>();
        for (int place = 0; place < single.size(); place++) {
            for (RefusedEvent error : single.get(place).errors()) {
                errors.add(new RefusedEvent(place, error.id(), error.errors()));
            }
        }
        return new IntakeReceipt(
                single.stream().mapToInt(IntakeReceipt::accepted).sum(),
                single.stream().mapToInt(IntakeReceipt::quarantined).sum(),
                single.stream().mapToInt(IntakeReceipt::duplicatesInRequest).sum(),
                errors);
    }

    private Uni<IntakeReceipt> forward(Acceptance at, List<InboxRecord> records) {
        List<EventVerdict> verdicts =
                records.stream().map(record -> events.read(record, at)).toList();
        List<Rejected> rejected = new ArrayList<>(0);
        for (int index = 0; index < verdicts.size(); index++) {
            if (verdicts.get(index) instanceof Refused refused) {
                rejected.add(new Rejected(records.get(index), refused.violations()));
            }
        }
        return acceptEvents.execute(verdicts).call(() -> rejectRecords.execute(at.tenant(), rejected));
    }

    private Uni<IntakeReceipt> reject(TenantId tenant, List<InboxRecord> records, String reason) {
        List<Violation> fault = List.of(new Violation("", reason));
        List<Rejected> rejected =
                records.stream().map(record -> new Rejected(record, fault)).toList();
        List<RefusedEvent> errors = IntStream.range(0, records.size())
                .mapToObj(index -> new RefusedEvent(index, Optional.empty(), fault))
                .toList();
        return rejectRecords.execute(tenant, rejected).replaceWith(() -> new IntakeReceipt(0, 0, 0, errors));
    }
}
