package io.tallyhouse.ingest.archive.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the log as a row of {@code usage_records}. */
record ArchiveRow(LogPlace place, Kind kind, EventIdentity identity, Instant acceptedAt, Optional<Content> content) {
    static final String COLUMNS = "append_day, kafka_partition, kafka_offset, appended_at, kind, tenant, subject,"
            + " source, event_id, accepted_at, event_type, event_time, time_sent, data, revision,"
            + " reason, identity_key";
    private static final JsonFactory JSON = ContractJson.mapper().getFactory();
    private static final int COLUMN_COUNT = 17;
    private static final int CONTENT_COLUMN_COUNT = 6;

    /** Where in the log, and when the broker appended it. */
    record LogPlace(int partition, long offset, Instant appendedAt) {
        static LogPlace of(ConsumerRecord<byte[], byte[]> polled) {
            return new LogPlace(polled.partition(), polled.offset(), Instant.ofEpochMilli(polled.timestamp()));
        }
    }

    /** @param reason why it is in quarantine */
    record Content(UsageEvent event, Instant eventTime, Optional<String> reason) {
        Content(UsageEvent event, Optional<String> reason) {
            this(event, event.eventTime(), reason);
        }
    }

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

    /** By this order rows fall into the indexes of times one after another. */
    Instant time() {
        return content.map(Content::eventTime).orElse(acceptedAt);
    }

    void writeTo(BinaryCopy copy, IdentityKey keys) {
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
        if (content.isPresent()) {
            writeContent(copy, content.get());
        } else {
            for (int column = 0; column < CONTENT_COLUMN_COUNT; column++) {
                copy.absent();
            }
        }
        copy.bigint(keys.of(identity));
    }

    private static void writeContent(BinaryCopy copy, Content content) {
        UsageEvent event = content.event();
        copy.text(event.type())
                .timestamp(content.eventTime())
                .text(event.time())
                .bytes(json(event))
                .bigint(event.revision())
                .text(content.reason());
    }

    private static byte[] json(UsageEvent event) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            UsageRecordCodec.writeData(json, event.data());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toByteArray();
    }
}
