package io.tallyhouse.kit.reader;

import io.agroal.api.AgroalDataSource;
import io.tallyhouse.kit.reader.BackgroundLoop.StoppedForGood;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics read_committed and applies each batch once. Partitions are shared among a service's instances by the
 * consumer group; the truth of how far it has come is in {@code reader_positions}. A topic that was made anew (other
 * topic id) stops the reader loudly: its offsets mean nothing here.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** What a reader works with. */
    record Connections(String bootstrapServers, String group, AgroalDataSource dataSource) {}

    private final ReaderSpec spec;
    private final Connections connections;
    private final ReaderTransactions transactions;
    private final BackgroundLoop loop;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<String, String> topicIds = new HashMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile long lag;

    private TopicReader(ReaderSpec spec, Connections connections, ReaderTransactions transactions) {
        this.spec = spec;
        this.connections = connections;
        this.transactions = transactions;
        this.loop = BackgroundLoop.start("reader-" + spec.name(), Duration.ZERO, this::step);
    }

    static TopicReader start(ReaderSpec spec, Connections connections, ReaderTransactions transactions) {
        return new TopicReader(spec, connections, transactions);
    }

    /** Records not yet applied, of the partitions this instance holds, as of the last poll. */
    public long lag() {
        return lag;
    }

    /** False once the reader has stopped for good or fails again and again. */
    public boolean isHealthy() {
        return loop.isAlive() && loop.failures() < 10;
    }

    /** True if every record that stood in the topics when this was called is applied, by whichever instance. Blocks. */
    public boolean hasReachedEnd() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", connections.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(spec.topics()).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(partition -> wanted.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(wanted).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                Stored stored = stored(end.getKey());
                if (end.getValue() > (stored == null ? 0 : stored.nextOffset())) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean step() throws Exception {
        KafkaConsumer<byte[], byte[]> source = consumer == null ? subscribe() : consumer;
        try {
            ConsumerRecords<byte[], byte[]> polled = source.poll(POLL);
            Map<TopicPartition, Long> moved = moved(source);
            if (!moved.isEmpty()) {
                List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(polled.count());
                polled.forEach(batch::add);
                transactions.run(new Positions(spec.name(), Map.copyOf(positions), moved, topicIds), batch);
                positions.putAll(moved);
            }
            lag = source.assignment().stream()
                    .mapToLong(partition -> source.currentLag(partition).orElse(0))
                    .sum();
            return true;
        } catch (StoppedForGood e) {
            close(source);
            throw e;
        } catch (Exception e) {
            // begin again from what the table says: the batch has not taken effect, or another instance owns it now
            close(source);
            throw e;
        }
    }

    /** Where the poll has moved partitions on, be it over records or over transaction markers. */
    private Map<TopicPartition, Long> moved(KafkaConsumer<byte[], byte[]> source) {
        Map<TopicPartition, Long> moved = new HashMap<>();
        for (TopicPartition partition : source.assignment()) {
            long next = source.position(partition);
            Long known = positions.get(partition);
            if (known != null && next > known) {
                moved.put(partition, next);
            }
        }
        return moved;
    }

    private KafkaConsumer<byte[], byte[]> subscribe() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", connections.bootstrapServers()))) {
            admin.describeTopics(spec.topics())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topicIds.put(name, topic.topicId().toString()));
        }
        KafkaConsumer<byte[], byte[]> source = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connections.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                connections.group(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                spec.batchMax(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                6_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                1_500));
        consumer = source;
        source.subscribe(spec.topics(), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                revoked.forEach(positions::remove);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                assigned.forEach(partition -> seek(source, partition));
            }
        });
        return source;
    }

    private void seek(KafkaConsumer<byte[], byte[]> source, TopicPartition partition) {
        try {
            String topicId = topicIds.getOrDefault(partition.topic(), "");
            Stored stored = stored(partition);
            if (stored == null) {
                long earliest = source.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
                insert(partition, topicId, earliest);
                stored = new Stored(topicId, earliest);
            }
            if (!stored.topicId().equals(topicId)) {
                throw new StoppedForGood("topic " + partition.topic() + " is not the one whose offsets are stored ("
                        + topicId + " instead of " + stored.topicId() + "); restore the topic or rebuild the copy");
            }
            positions.put(partition, stored.nextOffset());
            source.seek(partition, stored.nextOffset());
        } catch (SQLException e) {
            throw new IllegalStateException("reader " + spec.name() + " cannot read its position", e);
        }
    }

    private record Stored(String topicId, long nextOffset) {}

    private @Nullable Stored stored(TopicPartition partition) throws SQLException {
        try (Connection connection = connections.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(Positions.SELECT.formatted("?", "?", "?"))) {
            select.setString(1, spec.name());
            select.setString(2, partition.topic());
            select.setInt(3, partition.partition());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Stored(row.getString(1), row.getLong(2)) : null;
            }
        }
    }

    private void insert(TopicPartition partition, String topicId, long offset) throws SQLException {
        try (Connection connection = connections.dataSource().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(Positions.INSERT.formatted("?", "?", "?", "?", "?"))) {
            insert.setString(1, spec.name());
            insert.setString(2, partition.topic());
            insert.setInt(3, partition.partition());
            insert.setString(4, topicId);
            insert.setLong(5, offset);
            insert.executeUpdate();
        }
    }

    private void close(KafkaConsumer<byte[], byte[]> source) {
        consumer = null;
        positions.clear();
        try {
            source.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
        } catch (RuntimeException e) {
            LOGGER.debugf(e, "closing the consumer of reader %s", spec.name());
        }
    }

    @Override
    public void close() {
        loop.close();
        KafkaConsumer<byte[], byte[]> source = consumer;
        if (source != null && !loop.isAlive()) {
            close(source);
        }
    }
}
