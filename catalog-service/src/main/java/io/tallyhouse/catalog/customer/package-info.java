/**
 * Customers: who is billed, and the names their usage carries. Owns that a subject belongs to at most one customer of
 * a tenant: no alias is another's alias or id. Does not own usage, schedules or invoices.
 *
 * <p>Invariants: a subject once given to an archived customer stays with it; a customer's own id is always one of its
 * subjects and is never listed as an alias.
 */
package io.tallyhouse.catalog.customer;
