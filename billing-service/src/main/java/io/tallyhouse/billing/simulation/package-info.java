/**
 * What other prices would have made of the usage of the past: old and new amount of each customer.
 *
 * <p>Owns the tables {@code simulations} and {@code simulated_amounts}. Does not own how anything is rated: both amounts come from
 * the calendar and the rating of the runs, on usage as it stands. Nobody is billed by it, and nothing of a schedule changes.
 *
 * <p>Invariants: a simulation goes through the schedules that there are in the order in which they were made, some at a time,
 * each in one transaction with its place; so it goes on where it stood whatever is killed, and counts each once.
 */
package io.tallyhouse.billing.simulation;
