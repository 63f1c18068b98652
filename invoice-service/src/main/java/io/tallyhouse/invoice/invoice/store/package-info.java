/** The invoices in PostgreSQL: rows, locks, numbers and the outbox. */
@NullMarked
package io.tallyhouse.invoice.invoice.store;

import org.jspecify.annotations.NullMarked;
