package io.tallyhouse.kit.window;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the copy that {@link WindowCopy} writes. */
@ApplicationScoped
public class WindowReads {
    private static final String SELECT = """
            SELECT subject, day, group_key, member, body FROM metric_windows
            WHERE tenant = $1 AND metric_id = $2 AND metric_version = $3 AND subject = ANY ($4)
                AND day BETWEEN $5 AND $6""";

    private static final String SELECT_SUBJECTS = """
            SELECT DISTINCT subject FROM metric_windows
            WHERE tenant = $1 AND metric_id = $2 AND metric_version = $3 AND day BETWEEN $4 AND $5
            ORDER BY subject""";

    private final Pool pool;

    WindowReads(Pool pool) {
        this.pool = pool;
    }

    public Uni<List<MetricWindow>> windows(WindowQuery query) {
        Tuple parameters = Tuple.tuple()
                .addString(query.tenant().value())
                .addString(query.metric().value())
                .addInteger(query.version())
                .addArrayOfString(query.subjects().toArray(String[]::new))
                .addLocalDate(query.firstDay())
                .addLocalDate(query.lastDay());
        return pool.preparedQuery(SELECT).execute(parameters).map(rows -> windows(query, rows));
    }

    private static List<MetricWindow> windows(WindowQuery query, RowSet<Row> rows) {
        List<MetricWindow> windows = new ArrayList<>(rows.size());
        for (Row row : rows) {
            WindowKey key = new WindowKey(
                    query.tenant(),
                    row.getString(0),
                    query.metric(),
                    query.version(),
                    GroupKey.parse(row.getString(2)),
                    row.getString(3),
                    row.getLocalDate(1));
            windows.add(WindowRecordCodec.readWindow(key, row.getBuffer(4).getBytes()));
        }
        return windows;
    }

    /** Everyone with a window that the query reaches; its own subjects are not looked at. */
    public Uni<List<String>> subjects(WindowQuery query) {
        Tuple parameters = Tuple.of(
                query.tenant().value(), query.metric().value(), query.version(), query.firstDay(), query.lastDay());
        return pool.preparedQuery(SELECT_SUBJECTS).execute(parameters).map(rows -> {
            List<String> subjects = new ArrayList<>(rows.size());
            rows.forEach(row -> subjects.add(row.getString(0)));
            return subjects;
        });
    }

    /** Next input offset by partition: everything below is in the copy. */
    public Uni<Map<Integer, Long>> positions() {
        return pool.query("SELECT partition, position FROM meter_positions")
                .execute()
                .map(rows -> {
                    Map<Integer, Long> positions = new TreeMap<>();
                    rows.forEach(row -> positions.put(row.getInteger(0), row.getLong(1)));
                    return positions;
                });
    }
}
