package io.tallyhouse.metrics.progress.store;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.tallyhouse.kit.window.WindowCopy;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the copy of windows, positions and starts, and what follows from starts, in one transaction. */
@ApplicationScoped
class MetricWindowsReader {
    private final TopicReaders readers;
    private final WindowCopy copy;
    private final MetricStateOutbox states;

    MetricWindowsReader(TopicReaders readers, WindowCopy copy, MetricStateOutbox states) {
        this.readers = readers;
        this.copy = copy;
        this.states = states;
    }

    void start(@Observes StartupEvent event, LogGeneration log) {
        readers.start(ReaderSpec.of("metric-windows", log.metricWindows()), this::apply);
    }

    private Uni<Void> apply(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        return copy.apply(transaction, batch).chain(() -> states.tell(transaction, batch));
    }
}
