/** Rechecks in PostgreSQL. */
package io.tallyhouse.billing.recheck.store;
