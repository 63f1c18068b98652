package io.tallyhouse.ingest.generation;

import static io.tallyhouse.ingest.IngestClient.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.ingest.generation.FillOutcome.Filled;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.generation.LogGenerations;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@TestProfile(FillGenerationIT.OwnDatabase.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FillGenerationIT {
    /** Nobody else works with the tables that are moved. */
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final String OLD = "2019-10-01T12:00:00Z";
    private static final LogGeneration NEXT = new LogGeneration(2);
    private static final int PARTITIONS = 7;
    /** Between what is sent first and what is sent then. */
    private static final int DAYS = 3;

    @Inject
    FillGeneration fill;

    @Inject
    CurrentLog currentLog;

    @Inject
    LogGenerations generations;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void all_that_was_accepted_is_in_the_next_log_in_order_and_in_the_archive_where_it_is_there() throws SQLException {
        // Given
        TestTenant tenant = TestTenants.create("fill");
        IngestClient client = new IngestClient(tenant);
        start(tenant);
        client.send(event("acme", "plain", OLD, "{\"v\":1.50}")).statusCode(202);
        client.send(event("acme", "changed", OLD, "{\"v\":1}")).statusCode(202);
        client.send("{\"id\":\"timeless\",\"type\":\"t\",\"subject\":\"other\"}")
                .statusCode(202);
        awaitArchive();
        daysPass();
        client.send(event("acme", "changed", OLD, "{\"v\":2}")).statusCode(202);
        client.change("DELETE", "acme", "plain", "").statusCode(202);
        awaitArchive();
        List<UsageRecord> before = ofSubjects(client.records());
        long earliest = client.raw().stream()
                .filter(record -> IngestClient.read(record) instanceof UsageEvent)
                .mapToLong(ConsumerRecord::timestamp)
                .min()
                .orElseThrow();
        makeTopic();

        // When a first attempt is given up, and another one is made
        fill.execute(NEXT, (records, total) -> {});
        makeTopic();
        FillOutcome outcome = fill.execute(NEXT, (records, total) -> {});

        // Then
        assertThat(outcome).isInstanceOf(Filled.class);
        List<ConsumerRecord<byte[], byte[]>> filled =
                TestTopics.readRecords(TestTopics.bootstrapServers(), NEXT.usageEvents());
        assertThat(ofSubjects(filled.stream().map(IngestClient::read).toList()))
                .containsExactlyInAnyOrderElementsOf(before.stream()
                        .map(record -> withFormerOffset(record, filled))
                        .toList());
        assertThat(subject(filled, "acme")).containsExactlyElementsOf(subjectIds(before, "acme"));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int at = partition;
            List<UsageRecord> there = filled.stream()
                    .filter(record -> record.partition() == at)
                    .map(IngestClient::read)
                    .toList();
            assertThat(there.get(0)).isInstanceOf(MetricStart.class);
            assertThat(there.get(1)).isInstanceOf(ReplayEnd.class);
        }
        // appended when it was appended first
        assertThat(filled.stream()
                        .filter(record -> new String(record.key(), UTF_8).startsWith("fill\0"))
                        .filter(record -> IngestClient.read(record) instanceof UsageEvent)
                        .mapToLong(ConsumerRecord::timestamp)
                        .min()
                        .orElseThrow())
                .isEqualTo(earliest - DAYS * 86_400_000L);

        // When
        long rows = count("usage_records");
        generations.moveTo(NEXT);

        // Then
        assertThat(count("usage_records")).isEqualTo(rows);
        assertThat(count("reader_positions WHERE topic = 'usage-events.g2'")).isEqualTo(PARTITIONS);
        for (ConsumerRecord<byte[], byte[]> record : filled) {
            if (IngestClient.read(record) instanceof UsageEvent event) {
                assertThat(count("usage_records WHERE kafka_partition = %d AND kafka_offset = %d AND event_id = '%s'"
                                .formatted(
                                        record.partition(),
                                        record.offset(),
                                        event.identity().id())))
                        .isEqualTo(1);
            }
        }
        assertThat(
                        count(
                                "pg_indexes WHERE schemaname = 'public' AND indexname IN"
                                        + " ('usage_records_pkey', 'usage_records_identity', 'usage_records_time', 'archive_days_pkey')"))
                .isEqualTo(4);
    }

    private static void start(TestTenant tenant) {
        MetricDefinition metric = new MetricDefinition(
                tenant.tenantId(),
                new MetricId("tokens"),
                1,
                "llm.request",
                Aggregation.COUNT,
                Optional.empty(),
                List.of(),
                List.of(),
                15);
        TestTopics.send(
                Topics.CATALOG_METRICS,
                Topics.resourceKey(tenant.tenantId(), "tokens"),
                new MetricRecord("tokens", false, metric, Instant.parse(OLD)));
    }

    private void awaitArchive() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(count("metric_starts_sent WHERE tenant = 'fill'")).isEqualTo(1);
            assertThat(currentLog.state()).isEqualTo(CurrentLog.State.THERE);
            assertThat(currentLog.notArchived()).isZero();
        });
    }

    /** All that the archive has was appended some days ago. */
    private void daysPass() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT ensure_usage_records_day(day - %d) FROM (SELECT DISTINCT append_day AS day".formatted(DAYS)
                            + " FROM usage_records) days");
            statement.execute(
                    "UPDATE usage_records SET append_day = append_day - %d, appended_at = appended_at - interval '%d days'"
                            .formatted(DAYS, DAYS));
            statement.execute("UPDATE archive_days SET append_day = append_day - " + DAYS);
        }
    }

    private static void makeTopic() {
        String bootstrap = TestTopics.bootstrapServers();
        KafkaTopics.delete(bootstrap, List.of(NEXT.usageEvents()));
        KafkaTopics.ensure(
                bootstrap,
                List.of(new TopicSpec(
                        NEXT.usageEvents(),
                        PARTITIONS,
                        Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"))));
    }

    private static List<UsageRecord> ofSubjects(List<UsageRecord> records) {
        return records.stream()
                .filter(record -> record.tenant().value().equals("fill"))
                .filter(record -> record instanceof UsageEvent || record instanceof EventVoid)
                .toList();
    }

    /** What a record brought along of its former version, with the place that this has now. */
    private static UsageRecord withFormerOffset(UsageRecord record, List<ConsumerRecord<byte[], byte[]>> filled) {
        if (record instanceof UsageEvent event) {
            return event.former()
                    .<UsageRecord>map(former -> event.with(moved(former, "changed", filled)))
                    .orElse(event);
        }
        EventVoid voided = (EventVoid) record;
        return new EventVoid(
                voided.identity(), voided.acceptedAt(), voided.former().map(former -> moved(former, "plain", filled)));
    }

    private static FormerVersion moved(FormerVersion former, String id, List<ConsumerRecord<byte[], byte[]>> filled) {
        long offset = filled.stream()
                .filter(record -> IngestClient.read(record) instanceof UsageEvent event
                        && event.identity().id().equals(id))
                .mapToLong(ConsumerRecord::offset)
                .min()
                .orElseThrow();
        return new FormerVersion(
                offset, former.type(), former.time(), former.data(), former.revision(), former.isVoid());
    }

    private static List<String> subject(List<ConsumerRecord<byte[], byte[]>> records, String subject) {
        return subjectIds(ofSubjects(records.stream().map(IngestClient::read).toList()), subject);
    }

    private static List<String> subjectIds(List<UsageRecord> records, String subject) {
        return records.stream()
                .map(record -> record instanceof UsageEvent event ? event.identity() : ((EventVoid) record).identity())
                .filter(identity -> identity.subject().equals(subject))
                .map(identity -> identity.id())
                .toList();
    }

    private long count(String from) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }
}
