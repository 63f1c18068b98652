/**
 * Access keys: who may act for a tenant, and how far. Owns making, rotating and revoking keys, and the operator's first
 * key. Does not own asking for a key (service-kit does).
 *
 * <p>Invariants: a secret is shown once and never stored, only its hash is; no key grants a scope that its maker lacks; a
 * revoked key stays revoked.
 */
package io.tallyhouse.catalog.accesskey;
