/**
 * What a record of {@code usage-events} does to what is known: pure, synchronous, without I/O.
 *
 * <p>Owns identities (which version of an event counts, and what it put where), the slots of windows, the contributions
 * of aggregations that cannot subtract, and the metric versions that have started. Does not own customers, time zones,
 * prices, or where the state is kept ({@link io.tallyhouse.metrics.meter.MeterState} is a port).
 *
 * <p>Invariants: the state is a function of the partition's log alone; an identity counts at most once under a metric
 * version; what an identity put into slots is exactly what its entry lists, or nothing while it is void; the order of
 * records of different identities between two metric starts does not matter.
 */
package io.tallyhouse.metrics.meter;
