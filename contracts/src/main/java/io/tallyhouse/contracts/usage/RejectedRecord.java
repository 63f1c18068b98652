package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record of an inbox that is no event, with the reason and with what was sent, so that it can be sent again.
 *
 * @param id topic, partition and offset, as {@code usage-inbox.acme-0-42}
 * @param rejectedAt wall time
 * @param violations at least one; pointers start at the event
 * @param headers in the order sent
 * @param value empty if the record had none
 * @param truncated some of headers and value is left out, for it is too large to be kept here
 */
public record RejectedRecord(
        TenantId tenant,
        String id,
        String topic,
        int partition,
        long offset,
        Instant rejectedAt,
        List<Violation> violations,
        List<Header> headers,
        Optional<SentBytes> value,
        boolean truncated) {
    public RejectedRecord {
        violations = List.copyOf(violations);
        headers = List.copyOf(headers);
    }

    /** A header of the record. */
    public record Header(String name, SentBytes value) {}

    public static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }
}
