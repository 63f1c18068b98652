/** Reads {@code metric-windows} into this service's copy, and tells of metric versions by the outbox. */
package io.tallyhouse.metrics.progress.store;
