package io.tallyhouse.ingest.inbox;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.contracts.usage.RejectedRecord.Header;
import io.tallyhouse.contracts.usage.SentBytes;
import io.tallyhouse.ingest.inbox.InboxRecord.InboxHeader;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Appends records that are no events to the log of rejected records, as sent if they are not too large for it. */
@ApplicationScoped
public class RejectRecords {
    /** Several times what an event may have, and in JSON still less than what a broker takes. */
    private static final int VALUE_BYTES_MAX = 256 * 1024;

    private static final int HEADER_BYTES_MAX = 16 * 1024;

    private final RejectLog rejectLog;
    private final InstantSource wall;

    public RejectRecords(RejectLog rejectLog, InstantSource wall) {
        this.rejectLog = rejectLog;
        this.wall = wall;
    }

    /** A record, and why it is no event. */
    record Rejected(InboxRecord record, List<Violation> violations) {}

    /** Completes when the log has all; fails as {@link RejectLog#append} does. */
    Uni<Void> execute(TenantId tenant, List<Rejected> rejected) {
        if (rejected.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = wall.instant();
        return rejectLog.append(
                rejected.stream().map(one -> entry(tenant, one, now)).toList());
    }

    private static RejectedRecord entry(TenantId tenant, Rejected rejected, Instant now) {
        InboxRecord record = rejected.record();
        List<Header> headers = headers(record.headers());
        Optional<byte[]> value = record.value().filter(bytes -> bytes.length <= VALUE_BYTES_MAX);
        return new RejectedRecord(
                tenant,
                RejectedRecord.id(record.topic(), record.partition(), record.offset()),
                record.topic(),
                record.partition(),
                record.offset(),
                now,
                rejected.violations(),
                headers,
                value.map(SentBytes::of),
                headers.size() < record.headers().size()
                        || value.isPresent() != record.value().isPresent());
    }

    /** The first ones that fit. */
    private static List<Header> headers(List<InboxHeader> sent) {
        List<Header> headers = new ArrayList<>(sent.size());
        int bytes = 0;
        for (InboxHeader header : sent) {
            bytes += header.name().length() + header.value().length;
            if (bytes > HEADER_BYTES_MAX) {
                break;
            }
            headers.add(new Header(header.name(), SentBytes.of(header.value())));
        }
        return headers;
    }
}
