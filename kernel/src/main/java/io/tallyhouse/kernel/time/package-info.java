/**
 * Stretches of time. Contracts are written in inclusive calendar days ({@link io.tallyhouse.kernel.time.DateRange});
 * usage happens at instants in half-open {@link io.tallyhouse.kernel.time.ServicePeriod}s. Does not own billing grids.
 */
package io.tallyhouse.kernel.time;
