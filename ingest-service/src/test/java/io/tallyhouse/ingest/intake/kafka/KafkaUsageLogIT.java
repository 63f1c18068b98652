package io.tallyhouse.ingest.intake.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tallyhouse.backing.BackingServices;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KafkaUsageLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_broker_that_stops_is_told_and_nothing_stays_in_flight() {
        // Given a broker that has answered once
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        BackingServices services = BackingServices.start();
        KafkaTopics.ensure(
                services.kafkaBootstrapServers(),
                List.of(new TopicSpec("usage-events", 2, Topics.USAGE_EVENTS.config())));
        KafkaUsageLog log =
                new KafkaUsageLog(settings(Map.of()), metrics, LogGeneration.FIRST, services.kafkaBootstrapServers());
        try (services) {
            // a busy machine may be slower than the log's patience with its first question; repeating is safe
            log.append(List.of(record("e1")))
                    .onFailure(UsageLogUnavailable.class)
                    .retry()
                    .withBackOff(Duration.ofMillis(100))
                    .expireIn(PATIENCE.toMillis())
                    .await()
                    .atMost(PATIENCE);
            assertThat(TestTopics.readAll(services.kafkaBootstrapServers(), Topics.USAGE_EVENTS))
                    .containsOnly(record("e1"));
        }

        // Then
        assertThatThrownBy(() ->
                        log.append(List.of(record("e2"), record("e3"))).await().atMost(PATIENCE))
                .isInstanceOf(UsageLogUnavailable.class)
                .hasMessageContaining("2 of 2 records are not confirmed");
        assertThat(metrics.get("tallyhouse.usage.log.bytes.in.flight").gauge().value())
                .isZero();
        log.stop(new io.quarkus.runtime.ShutdownEvent());
    }

    @Test
    void without_a_broker_it_is_unavailable_at_once() {
        // Given nobody listens at port 1
        KafkaUsageLog log =
                new KafkaUsageLog(settings(Map.of()), new SimpleMeterRegistry(), LogGeneration.FIRST, "127.0.0.1:1");

        // Then
        assertThatThrownBy(() -> log.append(List.of(record("e1"))).await().atMost(PATIENCE))
                .isInstanceOf(UsageLogUnavailable.class);
        log.stop(new io.quarkus.runtime.ShutdownEvent());
    }

    @Test
    void more_than_may_be_in_flight_is_refused_whole() {
        // Given 100 bytes fit one record and not two
        BackingServices services = BackingServices.shared();
        KafkaTopics.ensure(
                services.kafkaBootstrapServers(),
                List.of(new TopicSpec("usage-events", 4, Topics.USAGE_EVENTS.config())));
        KafkaUsageLog log = new KafkaUsageLog(
                settings(Map.of("tallyhouse.usage-log.bytes-in-flight-max", "200")),
                new SimpleMeterRegistry(),
                LogGeneration.FIRST,
                services.kafkaBootstrapServers());

        // Then
        assertThatThrownBy(() ->
                        log.append(List.of(record("e1"), record("e2"))).await().atMost(PATIENCE))
                .isInstanceOf(UsageLogFull.class);
        log.append(List.of(record("e1"))).await().atMost(PATIENCE);
        log.append(List.of(record("e2"))).await().atMost(PATIENCE);
        log.stop(new io.quarkus.runtime.ShutdownEvent());
    }

    @Test
    void the_buffer_holds_for_each_partition_the_batches_on_their_way_and_the_one_being_filled() {
        // Given
        UsageLogSettings settings = settings(
                Map.of("tallyhouse.usage-log.bytes-in-flight-max", "32M", "tallyhouse.usage-log.batch-size", "128K"));

        // Then (5 + 1) batches of 128 KiB for each partition, besides twice the 32 MiB: 48 * 6 / 8 = 36 MiB, 200 * 6 /
        // 8 = 150
        assertThat(UsageProducer.bufferSize(settings, 48)).isEqualTo((64L + 36) << 20);
        assertThat(UsageProducer.bufferSize(settings, 200)).isEqualTo((64L + 150) << 20);
    }

    private static UsageRecord record(String id) {
        return new EventVoid(
                new EventIdentity(new TenantId("log"), "acme", "", id), Instant.parse("2026-10-01T12:00:00Z"));
    }

    private static UsageLogSettings settings(Map<String, String> others) {
        return new SmallRyeConfigBuilder()
                .withMapping(UsageLogSettings.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValue("tallyhouse.usage-log.delivery-timeout", "PT2S")
                .withDefaultValue("tallyhouse.usage-log.request-timeout", "PT1S")
                .withDefaultValue("tallyhouse.usage-log.block-max", "PT0.3S")
                .withDefaultValues(others)
                .build()
                .getConfigMapping(UsageLogSettings.class);
    }
}
