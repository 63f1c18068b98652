/** Prices in PostgreSQL. */
package io.tallyhouse.catalog.price.store;
