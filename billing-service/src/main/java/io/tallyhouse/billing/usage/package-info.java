/**
 * What a customer used in a service period, and whether the answer can be complete.
 *
 * <p>Owns this service's copy of the meter's windows (tables {@code metric_windows}, {@code meter_positions}, written by
 * service-kit's window copy). Does not own counting, which is metrics-service's.
 *
 * <p>Invariant: a position stands in the copy only together with every window published before it, so usage read after
 * the position has passed an offset contains every event below that offset.
 */
package io.tallyhouse.billing.usage;
