package io.tallyhouse.benchmarks.meter;

import picocli.CommandLine.Option;

/** How much the meter counts. */
public final class MeterSizes {
    @Option(names = "--meter-events", description = "events in the topic (default: ${DEFAULT-VALUE})")
    int events = 1_000_000;

    @Option(names = "--customers", description = "by whom they are sent, zipf (default: ${DEFAULT-VALUE})")
    int customers = 10_000;

    @Option(names = "--partitions", description = "of the topic (default: ${DEFAULT-VALUE})")
    int partitions = 8;

    @Option(
            names = "--meter-days",
            description = "over which the events are spread as they are appended; what is repeated is at most half the"
                    + " meter's memory old (default: all at once)")
    int days;
}
