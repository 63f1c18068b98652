/**
 * What a metric counted for a customer in a period, and up to when that is complete. Owns the query's arithmetic:
 * intervals, points, totals and {@code completeThrough}. Does not own counting, customers, or billing periods.
 *
 * <p>Invariants: points are slots merged, nothing else, so they add up to the total; every event accepted before
 * {@code completeThrough} that this service's copy could hold is in the answer.
 */
package io.tallyhouse.metrics.usage;
