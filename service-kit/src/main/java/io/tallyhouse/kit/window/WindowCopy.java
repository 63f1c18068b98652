package io.tallyhouse.kit.window;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord;
import io.tallyhouse.contracts.window.WindowRecord.MetricReplayed;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kit.reader.RecordHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Writes {@code metric-windows} into tables: of each key the newest record of the batch, where it is newer. */
@ApplicationScoped
public class WindowCopy implements RecordHandler {
    private static final Logger LOGGER = Logger.getLogger(WindowCopy.class);
    private static final String UPSERT_WINDOWS = """
            INSERT INTO metric_windows AS held
                (tenant, metric_id, metric_version, subject, day, group_key, member, generation, counter, body)
            SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::date[], $6::text[], $7::text[],
                $8::int[], $9::bigint[], $10::bytea[])
            ON CONFLICT (tenant, metric_id, metric_version, subject, day, group_key, member) DO UPDATE
            SET generation = excluded.generation, counter = excluded.counter, body = excluded.body
            WHERE (held.generation, held.counter) < (excluded.generation, excluded.counter)""";
    private static final String UPSERT_POSITION = """
            INSERT INTO meter_positions AS held (partition, generation, position) VALUES ($1, $2, $3)
            ON CONFLICT (partition) DO UPDATE
            SET generation = excluded.generation, position = excluded.position
            WHERE (held.generation, held.position) < (excluded.generation, excluded.position)""";
    private static final String INSERT_START = """
            INSERT INTO metric_starts (tenant, metric_id, metric_version, partition, start_offset)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING""";

    private static final String UPSERT_REPLAY = """
            INSERT INTO metric_replays AS held
                (tenant, metric_id, metric_version, partition, done, total, caught_up)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (tenant, metric_id, metric_version, partition) DO UPDATE
            SET done = excluded.done, total = excluded.total, caught_up = excluded.caught_up
            WHERE held.done <= excluded.done""";

    @Override
    public Uni<Void> apply(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<WindowKey, MetricWindow> windows = new HashMap<>();
        Map<Integer, PublishedPosition> positions = new HashMap<>();
        List<MetricStarted> starts = new ArrayList<>();
        List<MetricReplayed> replays = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> polled : batch) {
            WindowRecord record = readable(polled);
            if (record instanceof MetricWindow window) {
                windows.merge(window.key(), window, (a, b) -> a.revision().compareTo(b.revision()) >= 0 ? a : b);
            } else if (record instanceof PublishedPosition position) {
                positions.merge(position.partition(), position, WindowCopy::later);
            } else if (record instanceof MetricStarted start) {
                starts.add(start);
            } else if (record instanceof MetricReplayed replay) {
                replays.add(replay);
            }
        }
        return upsertWindows(transaction, windows.values())
                .chain(() -> upsertPositions(transaction, positions.values()))
                .chain(() -> insertStarts(transaction, starts))
                .chain(() -> upsertReplays(transaction, replays));
    }

    private static PublishedPosition later(PublishedPosition left, PublishedPosition right) {
        boolean leftIsLater = left.generation() != right.generation()
                ? left.generation() > right.generation()
                : left.position() >= right.position();
        return leftIsLater ? left : right;
    }

    /** The record, or a fault that stops the copy: leaving a window out would make invoices wrong in silence. */
    private static WindowRecord readable(ConsumerRecord<byte[], byte[]> polled) {
        try {
            return WindowRecordCodec.read(polled.key(), polled.value());
        } catch (UnreadableRecord e) {
            LOGGER.errorf(
                    "window record at %s-%d offset %d is unreadable",
                    polled.topic(), polled.partition(), polled.offset());
            throw e;
        }
    }

    private static Uni<Void> upsertWindows(SqlConnection transaction, Collection<MetricWindow> windows) {
        if (windows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfString(
                        strings(windows, window -> window.key().tenant().value()))
                .addArrayOfString(
                        strings(windows, window -> window.key().metric().value()))
                .addArrayOfInteger(integers(windows, window -> window.key().version()))
                .addArrayOfString(strings(windows, window -> window.key().subject()))
                .addArrayOfLocalDate(
                        windows.stream().map(window -> window.key().day()).toArray(LocalDate[]::new))
                .addArrayOfString(
                        strings(windows, window -> window.key().group().encoded()))
                .addArrayOfString(strings(windows, window -> window.key().member()))
                .addArrayOfInteger(integers(windows, window -> window.revision().generation()))
                .addArrayOfLong(windows.stream()
                        .map(window -> window.revision().counter())
                        .toArray(Long[]::new))
                .addValue(windows.stream()
                        .map(window -> Buffer.buffer(WindowRecordCodec.writeValue(window)))
                        .toArray(Buffer[]::new));
        return transaction.preparedQuery(UPSERT_WINDOWS).execute(columns).replaceWithVoid();
    }

    private static Uni<Void> upsertPositions(SqlConnection transaction, Collection<PublishedPosition> positions) {
        if (positions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = positions.stream()
                .map(held -> Tuple.of(held.partition(), held.generation(), held.position()))
                .toList();
        return transaction.preparedQuery(UPSERT_POSITION).executeBatch(rows).replaceWithVoid();
    }

    private static Uni<Void> insertStarts(SqlConnection transaction, List<MetricStarted> starts) {
        if (starts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = starts.stream()
                .map(start -> Tuple.of(
                        start.tenant().value(),
                        start.metric().value(),
                        start.version(),
                        start.partition(),
                        start.offset()))
                .toList();
        return transaction.preparedQuery(INSERT_START).executeBatch(rows).replaceWithVoid();
    }

    /** In the order of the log, so that the last one stands. */
    private static Uni<Void> upsertReplays(SqlConnection transaction, List<MetricReplayed> replays) {
        if (replays.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = replays.stream()
                .map(replay -> Tuple.tuple()
                        .addString(replay.tenant().value())
                        .addString(replay.metric().value())
                        .addInteger(replay.version())
                        .addInteger(replay.partition())
                        .addLong(replay.done())
                        .addLong(replay.total())
                        .addBoolean(replay.caughtUp()))
                .toList();
        return transaction.preparedQuery(UPSERT_REPLAY).executeBatch(rows).replaceWithVoid();
    }

    private static String[] strings(Collection<MetricWindow> windows, Function<MetricWindow, String> column) {
        return windows.stream().map(column).toArray(String[]::new);
    }

    private static Integer[] integers(Collection<MetricWindow> windows, Function<MetricWindow, Integer> column) {
        return windows.stream().map(column).toArray(Integer[]::new);
    }
}
