package io.tallyhouse.benchmarks.rating;

import picocli.CommandLine.Option;

/** How long each line is rated. */
public final class RatingSizes {
    @Option(names = "--iterations", description = "of warm-up, and again of measuring (default: ${DEFAULT-VALUE})")
    int iterations = 8;

    @Option(names = "--iteration-millis", description = "of each iteration (default: ${DEFAULT-VALUE})")
    int iterationMillis = 400;
}
