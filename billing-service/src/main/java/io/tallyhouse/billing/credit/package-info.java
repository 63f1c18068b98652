/**
 * Credit grants: money of a currency or units of a metric that a customer has beforehand, and the ledger of what became
 * of them.
 *
 * <p>Owns the tables {@code credit_grants} and {@code credit_transactions}, and which part of a document credits pay
 * ({@link io.tallyhouse.billing.credit.BurnDown}). Does not own documents nor runs: a run asks within its own
 * transaction, and the tables of schedules and runs are only looked at, to let a grant end after the last run that may
 * still use it.
 *
 * <p>Invariants: grants − burns − expiry = balance, at every entry of the ledger; no balance is negative; the ledger is
 * only ever added to; a run's burns are given back at most once.
 */
package io.tallyhouse.billing.credit;
