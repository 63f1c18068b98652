package io.tallyhouse.ingest.inbox.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes consumers of all inboxes, which share them among the instances of the service. */
@ApplicationScoped
class InboxConsumers {
    static final Pattern TOPICS = Pattern.compile("usage-inbox\\.[A-Za-z0-9._-]+");

    private final InboxSettings settings;
    private final String bootstrapServers;
    private final String group;

    InboxConsumers(
            InboxSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.group = application + "-inbox";
    }

    KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                        Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchMax()),
                        Map.entry(
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                                settings.discovery().toMillis()),
                        // a new inbox must not stop the others for a moment
                        Map.entry(
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName()),
                        Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
                        Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_500)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
