/**
 * Billing's copy of the catalogue: customers, products, prices, metrics and how far the meter has taken each metric up.
 *
 * <p>Owns the table {@code catalogue_copies}. Does not own the catalogue: catalog-service does, and what a copy lacks is
 * asked there before anything is called unknown, so that a reference posted a moment ago is found. Invariant: a copy is
 * only ever replaced by one of the same or a newer version.
 */
package io.tallyhouse.billing.catalogue;
