/** Tenants in PostgreSQL. */
package io.tallyhouse.catalog.tenant.store;
