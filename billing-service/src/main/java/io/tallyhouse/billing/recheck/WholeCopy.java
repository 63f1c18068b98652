package io.tallyhouse.billing.recheck;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.EndOffsets;
import io.tallyhouse.billing.usage.MeterPositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Whether the copy of the windows has all that was accepted before this service came up. While it is read anew, as after a
 * rebuild of the log, usage looks less than it was, and what was billed would be given back.
 */
@ApplicationScoped
public class WholeCopy {
    private final EndOffsets endOffsets;
    private final MeterPositions positions;
    private volatile Map<Integer, Long> ends = Map.of();

    WholeCopy(EndOffsets endOffsets, MeterPositions positions) {
        this.endOffsets = endOffsets;
        this.positions = positions;
    }

    /** Once it holds it goes on to hold. */
    Uni<Boolean> holds() {
        return endsAtStart()
                .chain(needed -> positions
                        .read()
                        .map(passed -> needed.entrySet().stream()
                                .allMatch(end -> passed.getOrDefault(end.getKey(), 0L) >= end.getValue())));
    }

    private Uni<Map<Integer, Long>> endsAtStart() {
        Map<Integer, Long> known = ends;
        return known.isEmpty()
                ? endOffsets.read().invoke(read -> ends = read)
                : Uni.createFrom().item(known);
    }
}
