package io.tallyhouse.metrics.generation.store;

import io.agroal.api.AgroalDataSource;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.generation.KeptSchemas;
import io.tallyhouse.metrics.generation.FormerWindows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** {@link FormerWindows} by one join of both tables, read a portion at a time. */
@ApplicationScoped
class PostgresFormerWindows implements FormerWindows {
    private static final int PORTION = 1_000;
    private static final String IS_KEPT = "SELECT to_regclass('former.metric_windows') IS NOT NULL";
    /** Versions that had passed their start everywhere and counted the past. */
    private static final String READY = """
            (SELECT tenant, metric_id, metric_version FROM former.metric_replays WHERE caught_up GROUP BY 1, 2, 3
                HAVING count(*) >= (SELECT count(*) FROM former.meter_positions))""";

    private static final String NOT_READY = """
            SELECT count(*) FROM (SELECT DISTINCT tenant, metric_id, metric_version FROM former.metric_starts
                EXCEPT\s""" + READY + ") versions";
    private static final String PAIRS = """
            SELECT tenant, metric_id, metric_version, subject, day, group_key, member, former.body, held.body
            FROM former.metric_windows former
            FULL JOIN public.metric_windows held
                USING (tenant, metric_id, metric_version, subject, day, group_key, member)
            WHERE (tenant, metric_id, metric_version) IN\s""" + READY;

    private final AgroalDataSource dataSource;

    PostgresFormerWindows(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Optional<Integer> compare(Consumer<Pair> pairs) {
        try (Connection connection = dataSource.getConnection()) {
            // a portion at a time needs a transaction
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (!isKept(statement)) {
                    return Optional.empty();
                }
                statement.setFetchSize(PORTION);
                try (ResultSet rows = statement.executeQuery(PAIRS)) {
                    while (rows.next()) {
                        pairs.accept(pair(rows));
                    }
                }
                return Optional.of(count(statement, NOT_READY));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the windows cannot be compared", e);
        }
    }

    private static boolean isKept(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(IS_KEPT)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static Pair pair(ResultSet row) throws SQLException {
        WindowKey key = new WindowKey(
                new TenantId(row.getString(1)),
                row.getString(4),
                new MetricId(row.getString(2)),
                row.getInt(3),
                GroupKey.parse(row.getString(6)),
                row.getString(7),
                row.getObject(5, LocalDate.class));
        return new Pair(key, slots(key, row.getBytes(8)), slots(key, row.getBytes(9)));
    }

    private static SortedMap<Integer, Slot> slots(WindowKey key, byte[] body) {
        return body == null
                ? Collections.unmodifiableSortedMap(new TreeMap<>())
                : WindowRecordCodec.readWindow(key, body).slots();
    }

    @Override
    public void forget() {
        try {
            KeptSchemas.drop(dataSource, KeptSchemas.FORMER);
        } catch (SQLException e) {
            throw new IllegalStateException("the former windows cannot be dropped", e);
        }
    }
}
