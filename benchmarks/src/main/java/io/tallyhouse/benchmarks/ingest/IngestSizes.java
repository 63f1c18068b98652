package io.tallyhouse.benchmarks.ingest;

import picocli.CommandLine.Option;

/** How much is sent. */
public final class IngestSizes {
    @Option(names = "--events", description = "events in batches of 100 (default: ${DEFAULT-VALUE})")
    int events = 300_000;

    @Option(names = "--warm-up-events", description = "sent before, not counted (default: ${DEFAULT-VALUE})")
    int warmUpEvents = 200_000;

    @Option(names = "--single-events", description = "events one by one (default: ${DEFAULT-VALUE})")
    int singleEvents = 30_000;

    @Option(names = "--producer-records", description = "of Kafka's own benchmark (default: ${DEFAULT-VALUE})")
    int producerRecords = 2_000_000;

    @Option(names = "--connections", description = "that send batches (default: ${DEFAULT-VALUE})")
    int connections = 16;

    @Option(names = "--single-connections", description = "that send single events (default: ${DEFAULT-VALUE})")
    int singleConnections = 64;
}
