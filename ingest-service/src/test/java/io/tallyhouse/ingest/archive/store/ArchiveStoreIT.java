package io.tallyhouse.ingest.archive.store;

import static io.tallyhouse.ingest.IngestClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchiveStoreIT {
    private static final String TIME = "2026-10-01T12:00:00Z";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    ArchiveCopy copy;

    @Inject
    EventArchive archive;

    @Inject
    ArchiveSettings settings;

    @Inject
    ArchiveRetention retention;

    @Test
    void a_record_that_is_delivered_again_makes_no_second_row() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("store-redelivery"));
        client.send("[" + event("acme", "e1", TIME, "{}") + "," + event("acme", "e2", TIME, "{}") + "]");
        client.change("DELETE", "acme", "e1", "");
        awaitCount(3, "usage_records WHERE tenant = 'store-redelivery'");

        // When
        List<ConsumerRecord<byte[], byte[]>> again = client.raw();

        // Then
        assertThat(again).hasSize(3);
        assertThatThrownBy(() -> inTransaction(connection -> copy.apply(connection, again)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("duplicate key");
        assertThat(count("usage_records WHERE tenant = 'store-redelivery'")).isEqualTo(3);
    }

    @Test
    void an_event_from_the_archive_has_the_digest_that_proves_a_line() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("store-digest"));

        // When
        client.send("{\"id\":\"e1\",\"type\":\"t\",\"subject\":\"acme\",\"data\":{\"a\":1.0}}")
                .statusCode(202);
        awaitCount(1, "usage_records WHERE tenant = 'store-digest'");

        // Then
        UsageEvent event = (UsageEvent) client.records().get(0);
        EventHistory history = archive.histories(List.of(event.identity()))
                .await()
                .atMost(Duration.ofSeconds(10))
                .get(event.identity());
        assertThat(CanonicalForm.digest(history.versions().get(0).asCounted())).isEqualTo(CanonicalForm.digest(event));
        assertThat(text("SELECT (event_time = accepted_at)::text FROM usage_records WHERE tenant = 'store-digest'"))
                .isEqualTo("true");
    }

    @Test
    void the_key_of_an_identity_is_what_the_migration_computes() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("store-key"));

        // When
        client.send(event("z\u00fcrich \ud83d\ude00", "e1", TIME, "{}")).statusCode(202);
        awaitCount(1, "usage_records WHERE tenant = 'store-key'");

        // Then
        assertThat(text("""
                        SELECT identity_key = ('x' || encode(substr(sha256(
                            int4send(octet_length(tenant)) || convert_to(tenant, 'UTF8')
                            || int4send(octet_length(subject)) || convert_to(subject, 'UTF8')
                            || int4send(octet_length(source)) || convert_to(source, 'UTF8')
                            || int4send(octet_length(event_id)) || convert_to(event_id, 'UTF8')
                            ), 1, 8), 'hex'))::bit(64)::bigint
                        FROM usage_records WHERE tenant = 'store-key'""")).isEqualTo("t");
    }

    @Test
    void records_that_cannot_be_kept_are_noted_and_stop_nothing() {
        // Given a value that is no record, and one that PostgreSQL has no text for
        TestTenant tenant = TestTenants.create("store-unreadable");
        EventIdentity impossible = new EventIdentity(tenant.tenantId(), "acme", "", "nul\0nul");
        byte[] key = Topics.usageKey(tenant.tenantId(), "acme");
        String bootstrap = TestTopics.bootstrapServers();

        // When
        TestTopics.send(bootstrap, "usage-events", key, "garbage".getBytes(StandardCharsets.UTF_8));
        TestTopics.send(Topics.USAGE_EVENTS, key, new EventVoid(impossible, Instant.parse(TIME)));
        new IngestClient(tenant).send(event("acme", "e1", TIME, "{}")).statusCode(202);

        // Then
        awaitCount(1, "usage_records WHERE tenant = 'store-unreadable'");
        assertThat(count("archive_skipped WHERE reason LIKE '%garbage%'")).isEqualTo(1);
        assertThat(count("archive_skipped WHERE reason LIKE '%0x00%'")).isEqualTo(1);
    }

    @Test
    void only_the_row_at_fault_is_left_out_of_a_batch() throws SQLException {
        // Given
        LocalDate day = LocalDate.of(2026, 3, 1);
        List<ConsumerRecord<byte[], byte[]>> batch = List.of(
                polled(day, 1, "good-1"), polled(day, 2, "good-2"), polled(day, 3, "bad\0"), polled(day, 4, "good-3"));

        // When
        inTransaction(connection -> copy.apply(connection, batch));

        // Then
        assertThat(text("SELECT string_agg(event_id, ',' ORDER BY kafka_offset) FROM usage_records"
                        + " WHERE tenant = 'store-days'" + " AND append_day = '2026-03-01'"))
                .isEqualTo("good-1,good-2,good-3");
        assertThat(count("archive_skipped WHERE kafka_partition = 99 AND kafka_offset = 3"))
                .isEqualTo(1);
    }

    @Test
    void days_are_dropped_whole_when_their_retention_ends() throws SQLException {
        // Given 400 days before 2026-02-10 are 2025-01-06
        LocalDate kept = LocalDate.of(2025, 1, 6);
        inTransaction(connection ->
                copy.apply(connection, List.of(polled(kept.minusDays(1), 10, "old"), polled(kept, 11, "kept"))));

        // When
        retention.turn(LocalDate.of(2026, 2, 10));

        // Then
        assertThat(count("usage_records WHERE append_day = '2025-01-05'")).isZero();
        assertThat(count("usage_records WHERE append_day = '2025-01-06'")).isEqualTo(1);
        assertThat(text("SELECT to_regclass('usage_records_20250105') IS NULL")).isEqualTo("t");
        assertThat(text("SELECT to_regclass('usage_records_20260211') IS NULL")).isEqualTo("f");
    }

    @Test
    void identities_of_days_that_the_meter_may_have_forgotten_are_known() throws SQLException {
        // Given
        LocalDate day = LocalDate.of(2026, 5, 1);
        inTransaction(connection ->
                copy.apply(connection, List.of(polled(day, 21, "long ago"), polled(day.plusDays(1), 22, "lately"))));

        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-06-04T10:00:00Z"));
        ForgottenIdentities forgotten = new ForgottenIdentities(dataSource, now::get, settings, 35);
        assertThatThrownBy(() -> forgotten.mayContain(identity("lately"))).isInstanceOf(FormerVersionsUnknown.class);

        // When there are more than may be read at the start
        forgotten.turn(0);

        // Then
        assertThat(forgotten.isKnown()).isFalse();

        // When 35 - 2 days before 2026-06-04 are 2026-05-02
        forgotten.turn();

        // Then
        assertThat(forgotten.isKnown()).isTrue();
        assertThat(forgotten.mayContain(identity("long ago"))).isTrue();
        assertThat(forgotten.mayContain(identity("lately"))).isFalse();

        // When nothing is read for so long that the meter may forget 2026-05-02, 35 days later
        now.set(Instant.parse("2026-06-05T23:59:59Z"));
        assertThat(forgotten.mayContain(identity("lately"))).isFalse();
        now.set(Instant.parse("2026-06-06T00:00:00Z"));

        // Then
        assertThat(forgotten.mayContain(identity("lately"))).isTrue();
        assertThat(forgotten.mayContain(identity("never"))).isTrue();

        // When
        forgotten.turn();

        // Then
        assertThat(forgotten.mayContain(identity("lately"))).isTrue();
        assertThat(forgotten.mayContain(identity("never"))).isFalse();
    }

    @Test
    void a_time_before_our_era_in_utc_is_kept() throws SQLException {
        // Given midnight of the first day, an hour east of UTC, is still the year before
        IngestClient client = new IngestClient(TestTenants.create("store-era"));

        // When
        client.send(event("acme", "e1", "0001-01-01T00:00:00+01:00", "{}")).statusCode(202);

        // Then
        client.eventually(
                Map.of("to", "0001-01-02"),
                page -> assertThat(page.getString("items[0].time")).isEqualTo("0001-01-01T00:00:00+01:00"));
    }

    private static ConsumerRecord<byte[], byte[]> polled(LocalDate day, long offset, String id) {
        Instant noon = day.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
        byte[] value = UsageRecordCodec.write(new EventVoid(identity(id), noon));
        return new ConsumerRecord<>(
                "usage-events",
                99,
                offset,
                noon.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static EventIdentity identity(String id) {
        return new EventIdentity(new io.tallyhouse.kernel.id.TenantId("store-days"), "acme", "", id);
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void awaitCount(int rows, String from) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(count(from)).isEqualTo(rows));
    }

    private long count(String from) {
        return Long.parseLong(text("SELECT count(*) FROM " + from));
    }

    private String text(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
