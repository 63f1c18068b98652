/**
 * Who calls, and whether they may. Owns the authentication of access keys and of services among each other, and the
 * marks on resource methods; does not own the keys (catalog-service does).
 *
 * <p>Invariants: a resource method without a mark stops the service at start; the tenant comes from the access key alone;
 * no secret is kept or logged.
 */
package io.tallyhouse.kit.access;
