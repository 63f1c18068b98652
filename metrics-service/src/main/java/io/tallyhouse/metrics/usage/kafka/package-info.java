/** Watches where {@code usage-events} ends. */
package io.tallyhouse.metrics.usage.kafka;
