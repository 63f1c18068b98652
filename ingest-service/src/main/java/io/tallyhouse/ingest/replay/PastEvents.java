package io.tallyhouse.ingest.replay;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.LoggedRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the archive has of the past. */
public interface PastEvents {
    /** How many events of the replay's type the archive has in its partition at most. */
    Uni<Long> count(Replay replay);

    /** The next portion of bounded size; empty if nothing is left. */
    Uni<Optional<Portion>> after(Replay replay);

    /**
     * A stretch of the log.
     *
     * @param through the last offset looked at
     * @param events identity by offset of each record that brought an event of the type, in order
     * @param records of these identities, by offset
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
