package io.tallyhouse.ingest.reject.kafka;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Makes rows of {@code usage-rejected}, in the transaction that moves the reader on. */
@ApplicationScoped
class RejectedReader {
    private static final Logger LOGGER = Logger.getLogger(RejectedReader.class);
    private static final String NAME = "rejected-records";
    private static final int BATCH_MAX = 200;

    /** A record told again stays as it is. An inbox that was made anew begins again at offset 0, with other records. */
    private static final String INSERT = """
            INSERT INTO rejected_records AS known (tenant, id, rejected_at, record, content_digest)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant, id) DO UPDATE SET
                sequence = DEFAULT, rejected_at = excluded.rejected_at, record = excluded.record,
                content_digest = excluded.content_digest, state = 'REJECTED', replayed_at = NULL
            WHERE known.content_digest <> excluded.content_digest""";

    void start(@Observes StartupEvent event, TopicReaders readers) {
        readers.start(new ReaderSpec(NAME, List.of(Topics.USAGE_REJECTED.name()), BATCH_MAX), RejectedReader::apply);
    }

    private static Uni<Void> apply(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Tuple> rows = batch.stream()
                .flatMap(RejectedReader::rejected)
                .map(RejectedReader::row)
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Stream<RejectedRecord> rejected(ConsumerRecord<byte[], byte[]> polled) {
        try {
            return Optional.ofNullable(polled.value()).map(Topics.USAGE_REJECTED.readValue()).stream();
        } catch (UnreadableRecord e) {
            LOGGER.errorf("rejected record at offset %d of %s is unreadable", polled.offset(), polled.topic());
            return Stream.empty();
        }
    }

    private static Tuple row(RejectedRecord record) {
        return Tuple.of(
                record.tenant().value(),
                record.id(),
                record.rejectedAt().atOffset(ZoneOffset.UTC),
                new String(Topics.USAGE_REJECTED.writeValue().apply(record), StandardCharsets.UTF_8),
                digest(record));
    }

    private static String digest(RejectedRecord record) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ContractJson.write(record.headers()));
            record.value().ifPresent(value -> sha.update(value.bytes()));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
