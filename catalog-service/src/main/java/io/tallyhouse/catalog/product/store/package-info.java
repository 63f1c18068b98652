/** Products in PostgreSQL. */
package io.tallyhouse.catalog.product.store;
