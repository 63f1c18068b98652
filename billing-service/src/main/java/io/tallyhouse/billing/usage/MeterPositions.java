package io.tallyhouse.billing.usage;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** How far the meter has published, as far as it is copied here. */
public interface MeterPositions {
    /** By partition of {@code usage-events}: the next offset; everything below is in the copy. */
    Uni<Map<Integer, Long>> read();
}
