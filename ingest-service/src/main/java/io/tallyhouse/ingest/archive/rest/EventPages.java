package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.ingest.archive.ArchivePosition;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.FoundEvents;
import io.tallyhouse.ingest.archive.FoundEvents.FoundEvent;
import io.tallyhouse.kit.rest.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes pages of what was found. */
final class EventPages {
    private EventPages() {}

    /** Newest first, whichever way the walk went. */
    static Page<EventResponse> page(ReadQuery read, FoundEvents found) {
        boolean backwards = read.slice().direction() == Direction.NEWER;
        List<FoundEvent> shown = new ArrayList<>(found.events());
        if (backwards) {
            Collections.reverse(shown);
        }
        // where the walk came from there is more, if it did not begin at an end
        Optional<ArchivePosition> behind = read.slice().from().isPresent()
                ? found.events().stream().findFirst().map(FoundEvent::position).or(found::first)
                : Optional.empty();
        Optional<ArchivePosition> ahead = found.rest();
        return new Page<>(
                shown.stream()
                        .map(event -> EventResponse.from(event.version(), event.use()))
                        .toList(),
                cursor(backwards ? behind : ahead, read),
                cursor(backwards ? ahead : behind, read));
    }

    private static @Nullable String cursor(Optional<ArchivePosition> position, ReadQuery read) {
        return position.map(at -> EventCursor.write(at, read.list())).orElse(null);
    }
}
