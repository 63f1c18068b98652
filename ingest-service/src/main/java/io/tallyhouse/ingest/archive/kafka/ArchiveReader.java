package io.tallyhouse.ingest.archive.kafka;

import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.kit.reader.CopyHandler;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Starts the reader that fills the archive. */
@ApplicationScoped
class ArchiveReader {
    /** One COPY each: enough to make its fixed cost small, little enough to hold in memory at the largest size. */
    private static final int BATCH_MAX = 5_000;

    void start(@Observes StartupEvent event, TopicReaders readers, CopyHandler copy, LogGeneration log) {
        readers.startCopying(new ReaderSpec(EventArchive.READER, List.of(log.usageEvents()), BATCH_MAX), copy);
    }
}
