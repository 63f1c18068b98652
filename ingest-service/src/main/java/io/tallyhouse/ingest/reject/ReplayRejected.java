package io.tallyhouse.ingest.reject;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.contracts.usage.SentBytes;
import io.tallyhouse.ingest.inbox.InboxEvents;
import io.tallyhouse.ingest.inbox.InboxRecord;
import io.tallyhouse.ingest.inbox.InboxRecord.InboxHeader;
import io.tallyhouse.ingest.intake.AcceptEvents;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventReading;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.reject.RejectedEvent.State;
import io.tallyhouse.ingest.reject.ReplayOutcome.Replayed;
import io.tallyhouse.ingest.reject.ReplayOutcome.ReplayedBefore;
import io.tallyhouse.ingest.reject.ReplayOutcome.StillInvalid;
import io.tallyhouse.ingest.reject.ReplayOutcome.Unknown;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends a rejected record's event again, as it was or as somebody has mended it. */
@ApplicationScoped
public class ReplayRejected {
    private static final String CUT =
            "the record was too large to be kept whole; send the event itself with this request";

    private final RejectedEvents rejectedEvents;
    private final InboxEvents inboxEvents;
    private final EventReading reading;
    private final AcceptEvents acceptEvents;

    public ReplayRejected(
            RejectedEvents rejectedEvents, InboxEvents inboxEvents, EventReading reading, AcceptEvents acceptEvents) {
        this.rejectedEvents = rejectedEvents;
        this.inboxEvents = inboxEvents;
        this.reading = reading;
        this.acceptEvents = acceptEvents;
    }

    /**
     * What is asked for.
     *
     * @param mended a CloudEvent in JSON, sent instead of the record; empty for the record as it was
     * @param wallTime when this happens
     */
    public record Replay(String id, Optional<byte[]> mended, Acceptance acceptance, Instant wallTime) {}

    /** Fails as {@link AcceptEvents#execute} does. */
    public Uni<ReplayOutcome> execute(Replay replay) {
        return rejectedEvents
                .find(replay.acceptance().tenant(), replay.id())
                .chain(found -> found.map(rejected -> replay(replay, rejected))
                        .orElseGet(() -> Uni.createFrom().item(new Unknown())));
    }

    private Uni<ReplayOutcome> replay(Replay replay, RejectedEvent rejected) {
        if (rejected.state() == State.REPLAYED) {
            return Uni.createFrom()
                    .item(new ReplayedBefore(
                            rejected.replayedAt().orElse(rejected.record().rejectedAt())));
        }
        EventVerdict verdict = replay.mended()
                .map(event -> reading.structured(event, replay.acceptance()))
                .orElseGet(() -> verdict(rejected.record(), replay.acceptance()));
        if (verdict instanceof Refused refused) {
            return Uni.createFrom().item(new StillInvalid(refused.violations()));
        }
        return acceptEvents
                .execute(List.of(verdict))
                .call(() -> rejectedEvents.noteReplayed(replay.acceptance().tenant(), replay.id(), replay.wallTime()))
                .map(Replayed::new);
    }

    private EventVerdict verdict(RejectedRecord record, Acceptance acceptance) {
        if (record.truncated()) {
            return new Refused(Optional.empty(), List.of(new Violation("", CUT)));
        }
        List<InboxHeader> headers = record.headers().stream()
                .map(header -> new InboxHeader(header.name(), header.value().bytes()))
                .toList();
        return inboxEvents.read(
                new InboxRecord(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        headers,
                        record.value().map(SentBytes::bytes)),
                acceptance);
    }
}
