/** The shelf's tables in PostgreSQL: hand-written SQL over the reactive client. */
package io.tallyhouse.catalog.shelf.store;
