package io.tallyhouse.billing.usage;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Where {@code usage-events} ends. */
public interface EndOffsets {
    /** By partition, all partitions included: the offset that the next accepted event gets. */
    Uni<Map<Integer, Long>> read();
}
