/** This service's tables behind the usage query, and what it asks catalog-service. */
package io.tallyhouse.metrics.usage.store;
