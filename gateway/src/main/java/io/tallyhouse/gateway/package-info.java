/**
 * One door to all services. Owns routing by the table in {@code contracts}, readiness of the whole and the merged
 * OpenAPI document; knows nothing of what passes through. Paths outside the table, {@code /internal} above all, and
 * headers that only services may send to each other do not pass.
 */
package io.tallyhouse.gateway;
