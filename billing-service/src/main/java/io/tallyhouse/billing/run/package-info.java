/**
 * Billing runs: what a schedule owes on one invoice date, cut once.
 *
 * <p>Owns the table {@code billing_runs} and what is asked of invoice-service. A run is derived from state, never from a
 * tick: while a schedule's next run is due by its tenant's clock and does not exist, it is opened, whether the service
 * was up at that moment or not. Moves a schedule's {@code next_invoice_date} and {@code next_due_at} on, and marks it
 * completed, in the same transactions. Does not own the calendar, rating, or usage.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>There is one run for (schedule, invoice date, generation); its id follows from them.
 *   <li>What a run waits for is stored when it is first found due: the customer with its aliases, and the end offset of
 *       each partition that its subjects' events are in. Later events do not hold it back.
 *   <li>Lines, terms, the state DONE and the one {@code invoice-requested} record are written in one transaction, by
 *       whichever instance has locked the run.
 *   <li>Runs of one schedule are cut in order of date. A run that waits or fails holds back no other schedule's.
 * </ul>
 */
package io.tallyhouse.billing.run;
