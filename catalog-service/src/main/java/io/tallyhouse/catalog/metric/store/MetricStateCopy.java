package io.tallyhouse.catalog.metric.store;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps what the meter tells of each metric version. */
@ApplicationScoped
class MetricStateCopy {
    private static final String UPSERT = "insert into metric_states (tenant, metric, version, state, record)"
            + " values ($1, $2, $3, $4, $5) on conflict (tenant, metric, version)"
            + " do update set state = excluded.state, record = excluded.record";

    private final TopicReaders readers;

    MetricStateCopy(TopicReaders readers) {
        this.readers = readers;
    }

    void start(@Observes StartupEvent event) {
        readers.start(ReaderSpec.of("metric-states", Topics.METRIC_STATES.name()), MetricStateCopy::copy);
    }

    private static Uni<Void> copy(SqlConnection tx, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Tuple> rows = batch.stream()
                .map(record -> row(Topics.METRIC_STATES.readValue().apply(record.value())))
                .toList();
        return tx.preparedQuery(UPSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(MetricStateRecord state) {
        return Tuple.of(
                state.tenant().value(),
                state.metric().value(),
                state.version(),
                state.state().name(),
                JsonColumn.of(state));
    }
}
