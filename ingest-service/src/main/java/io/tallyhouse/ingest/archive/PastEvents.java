package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the archive has from before an offset. */
public interface PastEvents {
    /**
     * Events of one type in one partition, all of which the archive has.
     *
     * @param end the offset behind the last
     */
    record Past(TenantId tenant, String eventType, int partition, long end) {}

    /** How many events there are at most. */
    Uni<Long> count(Past past);

    /**
     * The next portion of bounded size; empty if nothing is left.
     *
     * @param reached its events come after this offset
     */
    Uni<Optional<Portion>> after(Past past, long reached);

    /**
     * A stretch of the log.
     *
     * @param through the last offset looked at
     * @param events identity by offset of each record that brought an event of the type, in order
     * @param records of these identities, by offset; those from behind the end may be missing
     */
    record Portion(long through, List<Place> events, Map<EventIdentity, List<LoggedRecord>> records) {
        public Portion {
            events = List.copyOf(events);
            records = Map.copyOf(records);
        }
    }

    /** Where an event stands. */
    record Place(long offset, EventIdentity identity) {}
}
