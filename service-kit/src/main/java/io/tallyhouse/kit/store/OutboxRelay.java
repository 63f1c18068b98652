package io.tallyhouse.kit.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the outbox holds, in order, and deletes what the broker has acknowledged. An advisory lock that lasts as
 * long as the transaction lets one instance send at a time, so that several instances keep the order too.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final int BATCH_MAX = 500;
    private static final long LOCK = 0x7461_6c6c_79L;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMillis(50);

    private final AgroalDataSource dataSource;
    private final String bootstrapServers;
    private final boolean enabled;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable BackgroundLoop loop;

    OutboxRelay(
            AgroalDataSource dataSource,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "tallyhouse.outbox.enabled", defaultValue = "true") boolean enabled) {
        this.dataSource = dataSource;
        this.bootstrapServers = bootstrapServers;
        this.enabled = enabled;
    }

    void start(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        KafkaProducer<byte[], byte[]> started = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 * 1024 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                16L * 1024 * 1024,
                ProducerConfig.LINGER_MS_CONFIG,
                2));
        producer = started;
        loop = BackgroundLoop.start("outbox-relay", IDLE, () -> relayBatch(started));
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    /** True if there may be more to send at once. */
    private boolean relayBatch(KafkaProducer<byte[], byte[]> target) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Long> sent = locked(connection) ? send(connection, target) : List.of();
                if (!sent.isEmpty()) {
                    delete(connection, sent);
                }
                connection.commit();
                return sent.size() == BATCH_MAX;
            } catch (SQLException | InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static List<Long> send(Connection connection, KafkaProducer<byte[], byte[]> target)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        List<Long> ids = new ArrayList<>();
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id, topic, record_key, record_value FROM outbox ORDER BY id LIMIT " + BATCH_MAX);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
                acknowledgements.add(
                        target.send(new ProducerRecord<>(row.getString(2), row.getBytes(3), row.getBytes(4))));
            }
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return ids;
    }

    private static void delete(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            delete.executeUpdate();
        }
    }
}
