/** {@code GET /v1/metrics/{id}/usage}. */
package io.tallyhouse.metrics.usage.rest;
