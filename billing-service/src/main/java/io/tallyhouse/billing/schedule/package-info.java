/**
 * Billing schedules: who is billed for what, from when to when, in phases.
 *
 * <p>Owns the table {@code schedules}, validation, activation and the topic {@code billing-schedules}. Does not own the
 * calendar ({@code billing.period}), nor when a run is due ({@code billing.run}, which moves the columns {@code
 * next_invoice_date} and {@code next_due_at} on and marks the end).
 *
 * <p>Invariants: phases follow each other without gap or overlap and cover the schedule exactly; a draft may be
 * replaced, an activated schedule may not; activation pins the customer's zone and the versions of prices and metrics,
 * once.
 */
package io.tallyhouse.billing.schedule;
