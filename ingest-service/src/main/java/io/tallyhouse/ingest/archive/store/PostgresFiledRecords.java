package io.tallyhouse.ingest.archive.store;

import io.agroal.api.AgroalDataSource;
import io.tallyhouse.ingest.archive.FiledRecords;
import io.tallyhouse.ingest.archive.LoggedRecord;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link FiledRecords} from {@code usage_records}, a page at a time by its primary key. */
@ApplicationScoped
class PostgresFiledRecords implements FiledRecords {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PAGE = 2_000;
    /** Characters of data in a page, but one record at least. */
    private static final long DATA_MAX = 4_000_000;

    private static final String REPEATED = """
            CREATE TABLE next_repeated AS
            SELECT identity_key FROM usage_records GROUP BY identity_key HAVING count(*) > 1""";
    private static final String DAYS = """
            SELECT append_day, kafka_partition, first_offset, last_offset FROM archive_days
            ORDER BY append_day, kafka_partition""";

    private static final String PAGE_AFTER = "SELECT * FROM (SELECT " + IdentityRecords.COLUMNS + """
            , r.appended_at, length(r.data::text) AS length,
                sum(length(r.data::text)) OVER (ORDER BY r.kafka_offset) AS size,
                NOT EXISTS (SELECT FROM next_repeated x WHERE x.identity_key = r.identity_key) AS alone
            FROM (SELECT * FROM usage_records
                WHERE append_day = ANY ($1::date[]) AND kafka_partition = $2 AND kafka_offset > $3
                ORDER BY kafka_offset LIMIT $4) r) sized
            WHERE coalesce(size - coalesce(length, 0), 0) < $5 ORDER BY kafka_offset""";

    private final Pool pool;
    private final AgroalDataSource dataSource;

    PostgresFiledRecords(Pool pool, AgroalDataSource dataSource) {
        this.pool = pool;
        this.dataSource = dataSource;
    }

    /** A record whose identity has no other needs no look at its history; most are so. */
    @Override
    public void open() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS next_repeated");
            statement.execute(REPEATED);
            statement.execute("CREATE INDEX ON next_repeated (identity_key)");
            statement.execute("ANALYZE next_repeated");
        } catch (SQLException e) {
            throw new IllegalStateException("the archive cannot be read", e);
        }
    }

    @Override
    public List<Stretch> stretches() {
        FiledDays days = new FiledDays();
        rows(DAYS, Tuple.tuple())
                .forEach(row -> days.add(row.getLocalDate(0), row.getInteger(1), row.getLong(2), row.getLong(3)));
        return days.stretches();
    }

    @Override
    public List<Filed> after(Stretch stretch, long offset) {
        Tuple values = Tuple.tuple()
                .addArrayOfLocalDate(stretch.days().toArray(LocalDate[]::new))
                .addInteger(stretch.partition())
                .addLong(offset)
                .addInteger(PAGE)
                .addLong(DATA_MAX);
        List<Filed> page = new ArrayList<>(PAGE);
        rows(PAGE_AFTER, values).forEach(row -> page.add(filed(row)));
        return page;
    }

    private static Filed filed(Row row) {
        LoggedRecord logged = IdentityRecords.record(row);
        return new Filed(
                logged.offset(),
                row.getOffsetDateTime("appended_at").toInstant(),
                logged.asRecord(IdentityRecords.identity(row)),
                row.getBoolean("alone"));
    }

    @Override
    public long count() {
        return rows("SELECT count(*) FROM usage_records", Tuple.tuple())
                .iterator()
                .next()
                .getLong(0);
    }

    @Override
    public Optional<LocalDate> droppedThrough() {
        return Optional.ofNullable(rows("SELECT max(append_day) FROM archive_dropped", Tuple.tuple())
                .iterator()
                .next()
                .getLocalDate(0));
    }

    private RowSet<Row> rows(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE);
    }
}
