package io.tallyhouse.metrics.seat.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.metrics.seat.ReadSeats.Changes;
import io.tallyhouse.metrics.seat.SeatChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes, the oldest first. */
record SeatChangesResponse(List<Change> items) {
    /**
     * One change of one type.
     *
     * @param added 0 if seats were removed
     * @param removed 0 if seats were added
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Change(
            Instant at,
            Map<String, @Nullable String> group,
            String before,
            String after,
            String added,
            String removed) {
        private static Change from(SeatChange change, List<String> groupBy) {
            return new Change(
                    change.at(),
                    change.group().named(groupBy),
                    Decimals.text(change.before()),
                    Decimals.text(change.after()),
                    Decimals.text(change.added()),
                    Decimals.text(change.removed()));
        }
    }

    static SeatChangesResponse from(Changes changes) {
        List<String> groupBy = changes.metric().groupBy();
        return new SeatChangesResponse(changes.changes().stream()
                .map(change -> Change.from(change, groupBy))
                .toList());
    }
}
