package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import java.util.List;

/** All versions of all events that the log had, until their retention ends. */
public interface EventArchive {
    /** The versions of the slice, in its direction: going OLDER the newest comes first. */
    Uni<List<ArchivedEvent>> search(EventSearch search, Slice slice);
}
