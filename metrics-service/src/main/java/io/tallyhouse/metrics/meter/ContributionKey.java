package io.tallyhouse.metrics.meter;

import java.time.Instant;

/** Where the value of one event is kept for a slot whose aggregation cannot subtract; ordered by slot, time and id. */
public record ContributionKey(SlotAddress slot, Instant time, String id, IdentityKey identity) {}
