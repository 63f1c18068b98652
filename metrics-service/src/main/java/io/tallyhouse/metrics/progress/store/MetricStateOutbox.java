package io.tallyhouse.metrics.progress.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.window.WindowRecord;
import io.tallyhouse.contracts.window.WindowRecord.MetricReplayed;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.tallyhouse.metrics.progress.MetricVersion;
import io.tallyhouse.metrics.progress.MetricVersion.PartitionProgress;
import io.tallyhouse.metrics.usage.UsageLog;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells the state of every metric version that a batch of window records tells a start or a replay of. */
@ApplicationScoped
class MetricStateOutbox {
    /**
     * Instances that read different partitions store starts of the same version at the same time, each without seeing
     * the other's. They must take turns from here on, or both would tell PREPARING at the end.
     */
    private static final String TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtextextended($1, 7))";

    private static final String SELECT = """
            SELECT started.partition, started.start_offset, coalesce(past.done, 0), coalesce(past.total, 0),
                coalesce(past.caught_up, false)
            FROM metric_starts started
            LEFT JOIN metric_replays past USING (tenant, metric_id, metric_version, partition)
            WHERE tenant = $1 AND metric_id = $2 AND metric_version = $3""";

    private final Outbox outbox;
    private final UsageLog usageLog;

    MetricStateOutbox(Outbox outbox, UsageLog usageLog) {
        this.outbox = outbox;
        this.usageLog = usageLog;
    }

    /** After the batch's starts and replays are stored. Versions are taken in order, so that two instances never wait in a ring. */
    Uni<Void> tell(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        TreeSet<MetricVersion> changed = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            if (WindowRecordCodec.isOfMetricVersion(record.key())) {
                versionOf(WindowRecordCodec.read(record.key(), record.value())).ifPresent(changed::add);
            }
        }
        return Multi.createFrom()
                .iterable(changed)
                .onItem()
                .transformToUniAndConcatenate(version -> tell(transaction, version))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Optional<MetricVersion> versionOf(WindowRecord record) {
        if (record instanceof MetricStarted start) {
            return Optional.of(new MetricVersion(start.tenant(), start.metric(), start.version()));
        }
        return record instanceof MetricReplayed replayed
                ? Optional.of(new MetricVersion(replayed.tenant(), replayed.metric(), replayed.version()))
                : Optional.empty();
    }

    private Uni<Void> tell(SqlConnection transaction, MetricVersion version) {
        String turn = version.tenant() + " " + version.metric() + " " + version.version();
        Tuple key = Tuple.of(version.tenant().value(), version.metric().value(), version.version());
        return transaction
                .preparedQuery(TAKE_TURN)
                .execute(Tuple.of(turn))
                .chain(() -> transaction.preparedQuery(SELECT).execute(key))
                .chain(rows -> usageLog.partitions()
                        .chain(partitions -> outbox.append(transaction, record(version, rows, partitions))));
    }

    private static OutboxRecord record(MetricVersion version, RowSet<Row> rows, int partitions) {
        Map<Integer, PartitionProgress> passed = new TreeMap<>();
        rows.forEach(row -> passed.put(
                row.getInteger(0),
                new PartitionProgress(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4))));
        byte[] key =
                Topics.resourceKey(version.tenant(), version.metric().value(), Integer.toString(version.version()));
        return OutboxRecord.of(Topics.METRIC_STATES, version.tenant(), key, version.state(passed, partitions));
    }
}
