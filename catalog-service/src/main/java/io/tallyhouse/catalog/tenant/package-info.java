/**
 * Tenants: whose data it is, and what time it is for a sandbox. Owns making tenants with their first access key, and the
 * test clock with the question whether all services have followed it. Does not own what services do when time moves.
 *
 * <p>Invariants: a live tenant follows wall time always; a sandbox's clock never goes back; the tenant {@code operator} is
 * reserved for those who run the house.
 */
package io.tallyhouse.catalog.tenant;
