/**
 * What all kinds of the catalogue have in common: records kept by tenant and id, created, read, listed newest first,
 * replaced, archived and never deleted. Does not own what a kind's records say; each feature adds its own rules.
 *
 * <p>Invariants: a row and its outbox record are written in one transaction; a tenant's call can name only rows of that
 * tenant; every change of a row raises its revision by one.
 */
package io.tallyhouse.catalog.shelf;
