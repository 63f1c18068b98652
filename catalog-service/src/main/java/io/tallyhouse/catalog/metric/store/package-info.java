/** Metrics and the copy of their states in PostgreSQL. */
package io.tallyhouse.catalog.metric.store;
