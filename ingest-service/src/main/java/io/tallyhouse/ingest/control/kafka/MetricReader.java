package io.tallyhouse.ingest.control.kafka;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.ingest.control.StartMetrics;
import io.tallyhouse.kit.generation.LogSettings;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Starts each metric version that it finds in {@code catalog-metrics}. */
@ApplicationScoped
class MetricReader {
    private static final Logger LOGGER = Logger.getLogger(MetricReader.class);
    private static final String NAME = "metric-starts";

    private final StartMetrics startMetrics;

    MetricReader(StartMetrics startMetrics) {
        this.startMetrics = startMetrics;
    }

    void start(@Observes StartupEvent event, TopicReaders readers, LogSettings log) {
        if (log.nextGeneration().isPresent()) {
            return;
        }
        readers.start(ReaderSpec.of(NAME, Topics.CATALOG_METRICS.name()), this::apply);
    }

    private Uni<Void> apply(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<MetricDefinition> definitions =
                batch.stream().flatMap(MetricReader::definition).toList();
        return startMetrics.execute(definitions, new PostgresSentStarts(transaction));
    }

    /** One that cannot be read must not keep the others from starting. */
    private static Stream<MetricDefinition> definition(ConsumerRecord<byte[], byte[]> polled) {
        return Optional.ofNullable(polled.value()).stream().flatMap(value -> {
            try {
                return Stream.of(Topics.CATALOG_METRICS.readValue().apply(value).definition());
            } catch (UnreadableRecord e) {
                LOGGER.errorf(
                        "metric at offset %d of %s is unreadable and not started", polled.offset(), polled.topic());
                return Stream.empty();
            }
        });
    }
}
