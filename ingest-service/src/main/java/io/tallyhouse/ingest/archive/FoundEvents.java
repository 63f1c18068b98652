package io.tallyhouse.ingest.archive;

import java.util.List;
import java.util.Optional;

/**
 * What a walk has found.
 *
 * @param events in the direction of the walk
 * @param first where the walk began; empty if there was nothing to walk
 * @param rest where the walk goes on, exclusive; empty if it came to the end
 */
public record FoundEvents(List<FoundEvent> events, Optional<ArchivePosition> first, Optional<ArchivePosition> rest) {
    public FoundEvents {
        events = List.copyOf(events);
    }

    /** A version, where it stands in the archive, and what metrics make of it. */
    public record FoundEvent(ArchivePosition position, EventVersion version, MetricUse use) {}
}
