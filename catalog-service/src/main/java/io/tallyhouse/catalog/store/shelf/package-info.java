/**
 * The shelf in PostgreSQL, which the stores of all kinds build on: hand-written SQL over the reactive client. Owns how a
 * row and its outbox record are written together; does not own a kind's own rules.
 */
package io.tallyhouse.catalog.store.shelf;
