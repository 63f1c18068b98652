package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.stack.ApiClient.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * What the services stand on goes away while events are sent, or a service dies at its worst moment. Afterwards what was
 * accepted is counted, each event once, and the archive has every version.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutagesScenario {
    private static final int INBOX_EVENTS = 30_000;

    @AfterEach
    void everything_is_up_again() {
        SharedStack.heal();
        awaitReady();
    }

    private static void awaitReady() {
        Tenant.eventually(
                () -> assertThat(health().status()).as(health().text()).isEqualTo(200));
    }

    private static Answer health() {
        return Request.to("GET", "/q/health/ready").send();
    }

    @Test
    void the_broker_is_stopped_and_started_in_mid_load() {
        // Given
        Tenant tenant = SharedStack.newTenant("broker");
        try (SteadyLoad load = SteadyLoad.start(tenant)) {
            load.awaitMore(2_000);
            // When
            SharedStack.get().stopKafka();
            load.awaitRefusal();
            SharedStack.get().startKafka();
            load.awaitMore(2_000);
            // Then
            load.assertAllCounted();
            assertArchived(tenant, load.accepted());
        }
    }

    @Test
    void postgresql_is_away_while_events_come_and_all_is_caught_up() {
        // Given
        Tenant tenant = SharedStack.newTenant("database");
        try (SteadyLoad load = SteadyLoad.start(tenant)) {
            load.awaitMore(1_000);
            int refusedBefore = load.refused();
            // When
            SharedStack.get().stopPostgres();
            load.awaitMore(10_000);
            Answer old = tenant.api().post("/v1/events", """
                    [{"id":"old","type":"llm.request","subject":"acme","time":"2027-01-03T10:00:00Z","data":{"tokens":1}}]""");
            SharedStack.get().startPostgres();
            // Then
            assertThat(load.refused()).as("the intake asks no database").isEqualTo(refusedBefore);
            assertThat(old.status())
                    .as("it cannot be looked up: %s", old.text())
                    .isEqualTo(202);
            assertThat(old.json().path("quarantined").asInt()).isEqualTo(1);
            load.assertAllCounted();
            assertArchived(tenant, load.accepted() + 1);
        }
    }

    @Test
    void the_archives_disk_is_full_and_the_intake_goes_on() throws Exception {
        // Given
        Tenant tenant = SharedStack.newTenant("disk");
        try (SteadyLoad load = SteadyLoad.start(tenant)) {
            load.awaitMore(1_000);
            assertArchivedAtLeast(tenant, 1);
            int refusedBefore = load.refused();
            // When
            try (FullDisk disk = FullDisk.underTheArchive()) {
                Tenant.eventually(() -> {
                    assertThat(health().status()).isEqualTo(503);
                    assertThat(health().text()).contains("ingest-service");
                });
                load.awaitMore(2_000);
                disk.free();
                // Then
                assertThat(load.refused()).isEqualTo(refusedBefore);
                load.assertAllCounted();
                assertArchived(tenant, load.accepted());
                awaitReady();
            }
        }
    }

    @Test
    void ingest_service_dies_while_it_forwards_an_inbox() throws Exception {
        // Given
        Tenant tenant = SharedStack.newTenant("inbox");
        SteadyLoad.start(tenant).stop();
        try (KafkaProducer<String, String> producer = producer();
                Admin admin = Admin.create(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedStack.get().kafkaBootstrapServers()))) {
            long logBefore = logEnd(admin);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int number = 0; number < INBOX_EVENTS; number++) {
                    producer.send(new ProducerRecord<>("usage-inbox." + tenant.id(), SteadyLoad.event(number)));
                }
                producer.flush();
            });
            // When
            await().atMost(Tenant.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> logEnd(admin) > logBefore + 500);
            SharedStack.kill(SharedStack.INGEST);
            long forwarded = logEnd(admin) - logBefore;
            SharedStack.restart(SharedStack.INGEST);
            sending.join();
            // Then
            assertThat(forwarded).as("it died in the middle").isLessThan(INBOX_EVENTS);
            SteadyLoad.assertCounted(tenant, INBOX_EVENTS);
        }
    }

    @Test
    void metrics_service_dies_in_the_middle_of_writing_its_copy_of_windows() throws Exception {
        // Given
        Tenant tenant = SharedStack.newTenant("flush");
        try (SteadyLoad load = SteadyLoad.start(tenant)) {
            load.awaitMore(1_000);
            try (Connection connection = Tables.connect(Service.METRICS);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                // windows can be written, and then how far they are read cannot
                statement.execute("LOCK TABLE meter_positions IN SHARE MODE");
                Tenant.eventually(
                        () -> assertThat(waitingForLocks(Service.METRICS)).isPositive());
                // When
                SharedStack.kill(SharedStack.METRICS);
                connection.rollback();
            }
            SharedStack.restart(SharedStack.METRICS);
            load.awaitMore(1_000);
            // Then
            load.assertAllCounted();
        }
    }

    private static int waitingForLocks(Service service) throws SQLException {
        return Integer.parseInt(
                Tables.one(
                        service,
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));
    }

    private static void assertArchived(Tenant tenant, int versions) {
        Tenant.eventually(() -> assertThat(archived(tenant)).isEqualTo(versions));
    }

    private static void assertArchivedAtLeast(Tenant tenant, int versions) {
        Tenant.eventually(() -> assertThat(archived(tenant)).isGreaterThanOrEqualTo(versions));
    }

    /** Versions of events. A batch that was refused may have been written all the same, so the same may stand there twice. */
    private static int archived(Tenant tenant) throws SQLException {
        return Integer.parseInt(Tables.one(
                Service.INGEST,
                "SELECT count(DISTINCT event_id) FROM usage_records WHERE event_id IS NOT NULL AND tenant = '"
                        + tenant.id() + "'"));
    }

    private static long logEnd(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = admin
                .describeTopics(java.util.List.of("usage-events"))
                .allTopicNames()
                .get()
                .get("usage-events")
                .partitions()
                .stream()
                .collect(java.util.stream.Collectors.toMap(
                        partition -> new TopicPartition("usage-events", partition.partition()),
                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedStack.get().kafkaBootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new StringSerializer());
    }
}
