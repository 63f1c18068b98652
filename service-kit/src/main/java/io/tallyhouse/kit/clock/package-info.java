/**
 * What time it is for each tenant, from the copy of {@code catalog-tenants}. Owns the wall clock bean, the sandboxes'
 * clocks and the answer whether this service has applied a clock move; does not own moving it (catalog-service does).
 *
 * <p>Invariant: nobody's sandbox is ever taken for a tenant on wall time because this service does not know it yet.
 */
package io.tallyhouse.kit.clock;
