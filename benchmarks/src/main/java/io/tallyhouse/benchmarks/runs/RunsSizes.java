package io.tallyhouse.benchmarks.runs;

import picocli.CommandLine.Option;

/** How many schedules fall due, how often. */
public final class RunsSizes {
    @Option(names = "--schedules", description = "each of its own customer (default: ${DEFAULT-VALUE})")
    int schedules = 1_000;

    @Option(names = "--months", description = "that fall due one after the other (default: ${DEFAULT-VALUE})")
    int months = 2;
}
