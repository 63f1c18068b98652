/**
 * The invoices of a tenant: drafted once per billing run, finalised or voided, found. Owns the tables {@code invoices}
 * and {@code number_counters} and the topic {@code invoices}; does not own what a line costs (billing) nor which step is
 * legal (document).
 *
 * <p>Invariants: one document per run, however often its request is read; numbers of a series have no gap and no
 * repeat; each change leaves exactly one record on the topic, from the same transaction.
 */
@NullMarked
package io.tallyhouse.invoice.invoice;

import org.jspecify.annotations.NullMarked;
