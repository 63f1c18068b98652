package io.tallyhouse.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.generation.LogGenerations;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.metrics.generation.Comparison.Difference;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@TestProfile(GenerationsIT.OwnDatabase.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GenerationsIT {
    /** Nobody else works with the tables that are moved. */
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final LogGeneration NEXT = new LogGeneration(2);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final TenantId TENANT = new TenantId("generations");
    /** More than the topics of tests have, so that the versions are ready whatever the meter says of itself. */
    private static final int PARTITIONS = 20;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    LogGenerations generations;

    @Inject
    CompareGenerations compareGenerations;

    @Inject
    FormerWindows formerWindows;

    @BeforeEach
    void two_windows_of_a_metric_that_is_ready() throws SQLException {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            execute("INSERT INTO metric_starts VALUES ('generations', 'calls', 1, " + partition + ", 0)");
            execute("INSERT INTO metric_replays VALUES ('generations', 'calls', 1, " + partition + ", 0, 0, true)");
        }
        insert(window("acme", 1, 3));
        insert(window("other", 1, 4));
    }

    @AfterEach
    void the_first_generation_and_nothing_of_this() throws SQLException {
        generations.moveTo(LogGeneration.FIRST);
        for (String table : List.of("metric_windows", "metric_starts", "metric_replays")) {
            execute("DELETE FROM " + table + " WHERE tenant = 'generations'");
        }
    }

    @Test
    void the_same_slots_are_the_same_whatever_their_revision() throws SQLException {
        // When
        generations.moveTo(NEXT);
        long begunWith = count("metric_windows WHERE tenant = 'generations'");
        insert(window("acme", 2, 3));
        insert(window("other", 2, 4));
        // one from which all was taken back
        insert(window("void", 2, 0));
        // Then
        assertThat(begunWith).isZero();
        assertThat(differences()).isEmpty();
        assertThat(compareGenerations.execute().orElseThrow().current().events())
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void what_differs_is_named_by_metric_version() throws SQLException {
        // When one event is lost, and a window is new
        generations.moveTo(NEXT);
        insert(window("acme", 2, 3));
        insert(window("other", 2, 3));
        insert(window("new", 2, 2));
        // Then
        assertThat(differences()).singleElement().satisfies(found -> {
            assertThat(found.metric()).isEqualTo(new MetricId("calls"));
            assertThat(found.windows()).isEqualTo(2);
            assertThat(found.subject()).isIn("other", "new");
            assertThat(found.former()).isEqualTo(4);
            assertThat(found.current()).isEqualTo(5); // 3 + 2
        });
    }

    @Test
    void a_generation_that_never_came_into_force_is_gone_with_a_start_of_the_one_before() throws SQLException {
        // Given
        generations.moveTo(NEXT);
        insert(window("acme", 2, 1));
        execute("INSERT INTO outbox (tenant, topic, record_key, record_value)"
                + " VALUES ('generations', 'metric-states', '', '')");
        // When
        generations.moveTo(LogGeneration.FIRST);
        // Then
        assertThat(count("metric_windows WHERE tenant = 'generations'")).isEqualTo(2);
        assertThat(count("metric_windows WHERE tenant = 'generations' AND generation = 1"))
                .isEqualTo(2);
        assertThat(compareGenerations.execute()).isEmpty();
        assertThat(count("pg_indexes WHERE schemaname = 'public' AND indexname = 'metric_windows_pkey'"))
                .isEqualTo(1);
    }

    @Test
    void there_is_no_way_back_once_the_former_windows_are_deleted() throws SQLException {
        // Given
        generations.moveTo(NEXT);
        formerWindows.forget();
        // Then
        assertThatThrownBy(() -> generations.moveTo(LogGeneration.FIRST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing is kept of generation 1");
        // so that other tests go on
        execute("UPDATE log_generation SET generation = 1");
    }

    private List<Difference> differences() {
        return compareGenerations.execute().orElseThrow().differences().stream()
                .filter(found -> found.tenant().equals(TENANT))
                .toList();
    }

    private static MetricWindow window(String subject, int generation, int events) {
        TreeMap<Integer, Slot> slots = new TreeMap<>();
        if (events > 0) {
            slots.put(
                    5,
                    new Slot(
                            events,
                            new Fingerprint(1, events),
                            Optional.of(new SlotValue.Total(BigDecimal.valueOf(events)))));
        }
        WindowKey key = new WindowKey(TENANT, subject, new MetricId("calls"), 1, GroupKey.NONE, "", DAY);
        return new MetricWindow(key, SlotForm.TOTAL, 15, new Revision(generation, 9), slots);
    }

    private void insert(MetricWindow window) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO metric_windows"
                        + " (tenant, metric_id, metric_version, subject, day, group_key, member, generation, counter, body)"
                        + " VALUES ('generations', 'calls', 1, ?, ?, ?, '', ?, 9, ?)")) {
            insert.setString(1, window.key().subject());
            insert.setObject(2, DAY);
            insert.setString(3, window.key().group().encoded());
            insert.setInt(4, window.revision().generation());
            insert.setBytes(5, WindowRecordCodec.writeValue(window));
            insert.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
