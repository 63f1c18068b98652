package io.tallyhouse.ingest.reject.rest;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.contracts.usage.SentBytes;
import io.tallyhouse.ingest.reject.RejectedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One rejected record. */
@Schema(name = "RejectedRecord")
record RejectedEventResponse(
        String id,

        String topic,

        int partition,

        long offset,

        Instant rejectedAt,

        @Schema(
                enumeration = {"REJECTED", "REPLAYED"},
                description = "REPLAYED once its event was accepted after all")
        String state,

        Optional<Instant> replayedAt,

        @Schema(description = "Every fault; pointers start at the event")
        List<Violation> errors,

        List<SentHeader> headers,

        @Schema(description = "As sent, if it is readable text")
        Optional<String> value,

        @Schema(description = "As sent, in base64, if it is no text")
        Optional<String> valueBase64,

        @Schema(description = "Some of headers and value is not kept, for it is too large")
        boolean truncated) {
    /** A header of the record. */
    @Schema(name = "SentHeader")
    record SentHeader(String name, Optional<String> value, Optional<String> valueBase64) {
        private static SentHeader of(RejectedRecord.Header header) {
            return new SentHeader(
                    header.name(), header.value().text(), header.value().base64());
        }
    }

    static RejectedEventResponse from(RejectedEvent event) {
        RejectedRecord record = event.record();
        return new RejectedEventResponse(
                record.id(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.rejectedAt(),
                event.state().name(),
                event.replayedAt(),
                record.violations(),
                record.headers().stream().map(SentHeader::of).toList(),
                record.value().flatMap(SentBytes::text),
                record.value().flatMap(SentBytes::base64),
                record.truncated());
    }
}
