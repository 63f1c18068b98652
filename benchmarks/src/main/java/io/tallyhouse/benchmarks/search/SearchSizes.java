package io.tallyhouse.benchmarks.search;

import picocli.CommandLine.Option;

/** How much is searched. */
public final class SearchSizes {
    @Option(names = "--search-events", description = "in the archive (default: ${DEFAULT-VALUE})")
    int events = 3_000_000;

    @Option(names = "--searches", description = "of each kind (default: ${DEFAULT-VALUE})")
    int searches = 500;
}
