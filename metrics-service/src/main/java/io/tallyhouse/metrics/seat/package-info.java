/**
 * Seats and whatever else comes as absolute totals: how many a customer has at any time, and when some were added or
 * removed. Reads the windows of GAUGE metrics, whose groups are the types of seats. Does not own counting, customers, or
 * what seats cost.
 *
 * <p>Invariants: a balance is the sum of the totals that hold for the customer's subjects; the changes of a period lead
 * from the balance at its start to the one at its end. A slot keeps the last total sent for it, so changes within one
 * slot of a subject show as one.
 */
@NullMarked
package io.tallyhouse.metrics.seat;

import org.jspecify.annotations.NullMarked;
