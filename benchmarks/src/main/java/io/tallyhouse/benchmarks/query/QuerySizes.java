package io.tallyhouse.benchmarks.query;

import picocli.CommandLine.Option;

/** How much is stored and asked for. */
public final class QuerySizes {
    @Option(names = "--query-customers", description = "with a month of windows each (default: ${DEFAULT-VALUE})")
    int customers = 1_000;

    @Option(names = "--queries", description = "of each kind (default: ${DEFAULT-VALUE})")
    int queries = 10_000;

    @Option(names = "--query-connections", description = "that ask (default: ${DEFAULT-VALUE})")
    int connections = 8;

    @Option(names = "--visibility-rate", description = "events a second meanwhile (default: ${DEFAULT-VALUE})")
    int visibilityRate = 20_000;

    @Option(names = "--visibility-seconds", description = "of that load (default: ${DEFAULT-VALUE})")
    int visibilitySeconds = 60;
}
