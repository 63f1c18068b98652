package io.tallyhouse.ingest.inbox;

import java.util.List;
import java.util.Optional;

/**
 * A record as it stands in an inbox.
 *
 * @param headers in the order sent
 * @param value empty if it has none
 */
public record InboxRecord(String topic, int partition, long offset, List<InboxHeader> headers, Optional<byte[]> value) {
    public InboxRecord {
        headers = List.copyOf(headers);
    }

    /** A header; names may repeat. */
    public record InboxHeader(String name, byte[] value) {}
}
