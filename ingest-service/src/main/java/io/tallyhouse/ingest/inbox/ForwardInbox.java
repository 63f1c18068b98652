package io.tallyhouse.ingest.inbox;

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
                .chain(acceptance ->
                        acceptance.map(at -> forward(at, records)).orElseGet(() -> rejectAll(tenant, records)));
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

    private Uni<IntakeReceipt> rejectAll(TenantId tenant, List<InboxRecord> records) {
        List<Violation> unknown = List.of(new Violation("", "there is no tenant '" + tenant + "'"));
        List<Rejected> rejected =
                records.stream().map(record -> new Rejected(record, unknown)).toList();
        List<RefusedEvent> errors = IntStream.range(0, records.size())
                .mapToObj(index -> new RefusedEvent(index, Optional.empty(), unknown))
                .toList();
        return rejectRecords.execute(tenant, rejected).replaceWith(() -> new IntakeReceipt(0, 0, 0, errors));
    }
}
