/**
 * JSON at the edges. {@link io.tallyhouse.contracts.json.ContractJson} writes and reads records on topics and between
 * services (tolerant of fields to come); {@link io.tallyhouse.contracts.json.JsonInput} reads what callers send
 * (strict, and tells every fault at once).
 */
package io.tallyhouse.contracts.json;
