package io.tallyhouse.billing.usage.kafka;

import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.tallyhouse.kit.window.WindowCopy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Keeps the copy of {@code metric-windows}. */
@ApplicationScoped
class WindowReader {
    private final TopicReaders readers;
    private final WindowCopy copy;

    WindowReader(TopicReaders readers, WindowCopy copy) {
        this.readers = readers;
        this.copy = copy;
    }

    void start(@Observes StartupEvent event, LogGeneration log) {
        readers.start(ReaderSpec.of("windows", log.metricWindows()), copy);
    }
}
