package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** All records of events that the log had, until their retention ends. */
public interface EventArchive {
    /** Name of the reader that fills it. */
    String READER = "archive";

    /**
     * The records of the slice that brought a content, in its direction: going OLDER the newest comes first. A record
     * may be a duplicate; the history of its identity tells.
     */
    Uni<List<Found>> walk(EventSearch search, Slice slice);

    /**
     * A record that a walk has come to.
     *
     * @param kind EVENT or QUARANTINED
     * @param data by key, values as sent
     */
    record Found(
            ArchivePosition position,
            EventIdentity identity,
            LoggedRecord.Kind kind,
            String type,
            SortedMap<String, DataValue> data) {}

    /** Of each identity that the archive knows. */
    Uni<Map<EventIdentity, EventHistory>> histories(Collection<EventIdentity> identities);
}
