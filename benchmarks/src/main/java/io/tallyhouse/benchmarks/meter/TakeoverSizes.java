package io.tallyhouse.benchmarks.meter;

import picocli.CommandLine.Option;

/** How much two meters have counted when one is killed, and how fast more comes meanwhile. */
public final class TakeoverSizes {
    static final int PARTITIONS = 8;
    static final int CUSTOMERS = 10_000;

    @Option(names = "--takeover-events", description = "counted before the kill (default: ${DEFAULT-VALUE})")
    int events = 1_000_000;

    @Option(names = "--takeover-rate", description = "events a second from then on (default: ${DEFAULT-VALUE})")
    int rate = 5_000;

    @Option(names = "--takeover-seconds", description = "how long they come (default: ${DEFAULT-VALUE})")
    int seconds = 60;
}
