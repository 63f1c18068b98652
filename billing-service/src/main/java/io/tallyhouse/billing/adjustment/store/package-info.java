/** Adjustments in PostgreSQL. */
package io.tallyhouse.billing.adjustment.store;
