package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.ingest.archive.ArchivedEvent;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.tallyhouse.kit.rest.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes pages of slices. */
final class EventPages {
    private EventPages() {}

    /** One more than the page has, to learn whether another follows. */
    static Slice fetched(Slice page) {
        return new Slice(page.limit() + 1, page.direction(), page.from());
    }

    /** @param found what {@link #fetched} found, in its direction */
    static Page<EventResponse> page(Slice page, List<ArchivedEvent> found) {
        boolean more = found.size() > page.limit();
        boolean backwards = page.direction() == Direction.NEWER;
        List<ArchivedEvent> shown = new ArrayList<>(more ? found.subList(0, page.limit()) : found);
        if (shown.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        if (backwards) {
            Collections.reverse(shown);
        }
        boolean hasOlder = backwards || more;
        boolean hasNewer = backwards ? more : page.from().isPresent();
        return new Page<>(
                shown.stream().map(EventResponse::from).toList(),
                hasOlder ? EventCursor.write(shown.get(shown.size() - 1).position()) : null,
                hasNewer ? EventCursor.write(shown.get(0).position()) : null);
    }
}
