/** Customers and their aliases in PostgreSQL. */
package io.tallyhouse.catalog.customer.store;
