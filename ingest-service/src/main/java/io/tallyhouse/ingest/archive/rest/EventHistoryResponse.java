package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.archive.EventHistory.StateChange;
import io.tallyhouse.ingest.archive.MetricUse;
import io.tallyhouse.ingest.archive.ShowEvent.ShownEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that is known of one event. */
@Schema(name = "EventHistory")
record EventHistoryResponse(
        String subject,
        String source,
        String id,

        @Schema(description = "Nothing of it counts, whatever is sent again, until it is restored")
        boolean voided,

        @Schema(description = "In the order in which they came")
        List<EventResponse> versions,

        @Schema(description = "Voids and restores that took effect, in their order")
        List<EventChange> changes) {
    /** A void or a restore. */
    @Schema(name = "EventChange")
    record EventChange(StateChange.Kind change, Instant acceptedAt) {}

    static EventHistoryResponse from(ShownEvent shown) {
        EventHistory history = shown.history();
        List<MetricUse> use = shown.use();
        EventIdentity identity = history.identity();
        return new EventHistoryResponse(
                identity.subject(),
                identity.source(),
                identity.id(),
                history.isVoid(),
                IntStream.range(0, use.size())
                        .mapToObj(index -> EventResponse.from(history.versions().get(index), use.get(index)))
                        .toList(),
                history.changes().stream()
                        .map(change -> new EventChange(change.kind(), change.acceptedAt()))
                        .toList());
    }
}
