package io.tallyhouse.ingest.archive.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
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
record ArchiveRow(LogPlace place, String kind, EventIdentity identity, Instant acceptedAt, Optional<UsageEvent> event) {
    static final String COLUMNS = "append_day, kafka_partition, kafka_offset, appended_at, kind, tenant, subject,"
            + " source, event_id, accepted_at, event_type, event_time, time_sent, data, digest, timeless_digest";
    private static final int COLUMN_COUNT = 16;
    private static final int CONTENT_COLUMN_COUNT = 6;

    /** Where in the log, and when the broker appended it. */
    record LogPlace(int partition, long offset, Instant appendedAt) {
        static LogPlace of(ConsumerRecord<byte[], byte[]> polled) {
            return new LogPlace(polled.partition(), polled.offset(), Instant.ofEpochMilli(polled.timestamp()));
        }
    }

    /**
     * Empty for control records.
     *
     * @throws UnreadableRecord if it cannot be a row
     */
    static Optional<ArchiveRow> of(ConsumerRecord<byte[], byte[]> polled) {
        if (polled.value() == null) {
            throw new UnreadableRecord("the value is null", new IllegalArgumentException("no value"));
        }
        LogPlace place = LogPlace.of(polled);
        UsageRecord read = UsageRecordCodec.read(polled.value());
        if (read instanceof UsageEvent event) {
            return Optional.of(
                    new ArchiveRow(place, "EVENT", event.identity(), event.acceptedAt(), Optional.of(event)));
        }
        if (read instanceof EventVoid voided) {
            return Optional.of(new ArchiveRow(place, "VOID", voided.identity(), voided.acceptedAt(), Optional.empty()));
        }
        if (read instanceof EventRestore restored) {
            return Optional.of(
                    new ArchiveRow(place, "RESTORE", restored.identity(), restored.acceptedAt(), Optional.empty()));
        }
        return Optional.empty();
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
                .text(kind)
                .text(identity.tenant().value())
                .text(identity.subject())
                .text(identity.source())
                .text(identity.id())
                .timestamp(acceptedAt);
        event.ifPresentOrElse(content -> writeContent(copy, content), () -> {
            for (int column = 0; column < CONTENT_COLUMN_COUNT; column++) {
                copy.absent();
            }
        });
    }

    private static void writeContent(BinaryCopy copy, UsageEvent event) {
        copy.text(event.type())
                .timestamp(event.eventTime())
                .text(event.time())
                .text(json(event))
                .bytes(bytes(CanonicalForm.digest(event)))
                .bytes(bytes(CanonicalForm.digest(event, "")));
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
