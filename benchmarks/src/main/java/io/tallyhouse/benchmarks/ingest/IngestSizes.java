package io.tallyhouse.benchmarks.ingest;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** How much is sent, and to whom. */
public final class IngestSizes {
    /** What is measured beside Kafka's own benchmark. */
    enum Part {
        /** As the stack runs ingest-service. */
        STACK,
        GATEWAY,
        /** As a server runs it. */
        SERVER,
        /** Likewise, event by event. */
        SINGLES
    }

    @Option(names = "--ingest-parts", split = ",", description = "${COMPLETION-CANDIDATES} (default: all)")
    Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(names = "--events", description = "events in batches of 100 (default: ${DEFAULT-VALUE})")
    int events = 1_000_000;

    @Option(names = "--warm-up-events", description = "sent before, not counted (default: ${DEFAULT-VALUE})")
    int warmUpEvents = 1_000_000;

    @Option(names = "--single-events", description = "events one by one (default: ${DEFAULT-VALUE})")
    int singleEvents = 100_000;

    @Option(names = "--producer-records", description = "of Kafka's own benchmark (default: ${DEFAULT-VALUE})")
    int producerRecords = 2_000_000;

    @Option(names = "--connections", description = "that send batches (default: ${DEFAULT-VALUE})")
    int connections = 16;

    @Option(names = "--single-connections", description = "that send single events (default: ${DEFAULT-VALUE})")
    int singleConnections = 64;
}
