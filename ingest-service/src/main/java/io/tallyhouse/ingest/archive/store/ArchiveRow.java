package io.tallyhouse.ingest.archive.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the log as a row of {@code usage_records}. */
record ArchiveRow(LogPlace place, Kind kind, EventIdentity identity, Instant acceptedAt, Optional<Content> content) {
    static final String COLUMNS = "append_day, kafka_partition, kafka_offset, appended_at, kind, tenant, subject,"
            + " source, event_id, accepted_at, event_type, event_time, time_sent, data, digest, timeless_digest, revision, reason";
    private static final int COLUMN_COUNT = 18;
    private static final int CONTENT_COLUMN_COUNT = 8;

    /** Where in the log, and when the broker appended it. */
    record LogPlace(int partition, long offset, Instant appendedAt) {
        static LogPlace of(ConsumerRecord<byte[], byte[]> polled) {
            return new LogPlace(polled.partition(), polled.offset(), Instant.ofEpochMilli(polled.timestamp()));
        }
    }

    /** @param reason why it is in quarantine */
    record Content(UsageEvent event, Optional<String> reason) {}

    /** Empty for records that are no event's: of metrics and their replays. */
    static Optional<ArchiveRow> of(LogPlace place, UsageRecord read) {
        if (read instanceof UsageEvent event) {
            return Optional.of(of(place, Kind.EVENT, new Content(event, Optional.empty())));
        }
        if (read instanceof EventQuarantined quarantined) {
            return Optional.of(
                    of(place, Kind.QUARANTINED, new Content(quarantined.event(), Optional.of(quarantined.reason()))));
        }
        if (read instanceof EventVoid voided) {
            return Optional.of(
                    new ArchiveRow(place, Kind.VOID, voided.identity(), voided.acceptedAt(), Optional.empty()));
        }
        if (read instanceof EventRestore restored) {
            return Optional.of(
                    new ArchiveRow(place, Kind.RESTORE, restored.identity(), restored.acceptedAt(), Optional.empty()));
        }
        return Optional.empty();
    }

    private static ArchiveRow of(LogPlace place, Kind kind, Content content) {
        UsageEvent event = content.event();
        return new ArchiveRow(place, kind, event.identity(), event.acceptedAt(), Optional.of(content));
    }

    LocalDate appendDay() {
        return LocalDate.ofInstant(place.appendedAt(), ZoneOffset.UTC);
    }

    void writeTo(BinaryCopy copy) {
        copy.row(COLUMN_COUNT)
                .date(appendDay())
                .integer(place.partition())
                .bigint(place.offset())
                .timestamp(place.appendedAt())
                .text(kind.name())
                .text(identity.tenant().value())
                .text(identity.subject())
                .text(identity.source())
                .text(identity.id())
                .timestamp(acceptedAt);
        content.ifPresentOrElse(what -> writeContent(copy, what), () -> {
            for (int column = 0; column < CONTENT_COLUMN_COUNT; column++) {
                copy.absent();
            }
        });
    }

    private static void writeContent(BinaryCopy copy, Content content) {
        UsageEvent event = content.event();
        copy.text(event.type())
                .timestamp(event.eventTime())
                .text(event.time())
                .text(json(event))
                .bytes(bytes(CanonicalForm.digest(event)))
                .bytes(bytes(CanonicalForm.digest(event, "")))
                .bigint(event.revision())
                .text(content.reason());
    }

    private static String json(UsageEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ContractJson.mapper().getFactory().createGenerator(text)) {
            UsageRecordCodec.writeData(json, event.data());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static byte[] bytes(Fingerprint digest) {
        return ByteBuffer.allocate(Fingerprint.BYTES)
                .putLong(digest.high())
                .putLong(digest.low())
                .array();
    }
}
