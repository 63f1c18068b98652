package io.tallyhouse.metrics.usage.store;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps every version of every metric: the topic forgets a version when the next one comes. */
@ApplicationScoped
class MetricVersionsReader {
    private static final String INSERT = """
            INSERT INTO metric_versions (tenant, metric_id, metric_version, definition)
            VALUES ($1, $2, $3, ($4::text)::jsonb) ON CONFLICT DO NOTHING""";

    private final TopicReaders readers;

    MetricVersionsReader(TopicReaders readers) {
        this.readers = readers;
    }

    void start(@Observes StartupEvent event) {
        readers.start(ReaderSpec.of("metric-versions", Topics.CATALOG_METRICS.name()), MetricVersionsReader::keep);
    }

    private static Uni<Void> keep(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Tuple> rows = batch.stream()
                .map(record ->
                        Topics.CATALOG_METRICS.readValue().apply(record.value()).definition())
                .map(MetricVersionsReader::row)
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(MetricDefinition definition) {
        return Tuple.of(
                definition.tenant().value(),
                definition.id().value(),
                definition.version(),
                new String(ContractJson.write(definition), StandardCharsets.UTF_8));
    }
}
