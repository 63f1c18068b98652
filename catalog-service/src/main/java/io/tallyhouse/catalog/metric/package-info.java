/**
 * Metrics: which events count, and how. Owns definitions and their versions, and shows how far the meter has taken each
 * one up. Does not own counting, nor the state itself: both are metrics-service's.
 *
 * <p>Invariants: a definition never changes, a change of it is the next version, a new name alone is not; an archived
 * metric keeps counting, for schedules may rest on it.
 */
package io.tallyhouse.catalog.metric;
