/**
 * The aggregation algebra: what one event adds to a slot, how it is taken back, how slots merge and what a period's
 * slots come to. Owns aggregations, slots' values and fingerprints. Does not own windows, customers, zones or filters.
 *
 * <p>Laws: merge is associative and commutative with {@code zero} as identity; retract undoes add; the order of events
 * does not matter.
 */
package io.tallyhouse.kernel.aggregation;
