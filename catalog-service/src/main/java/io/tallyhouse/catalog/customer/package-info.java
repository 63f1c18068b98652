/**
 * Customers: who is billed, and the names their usage carries. Owns that at any moment a subject belongs to at most one
 * customer of a tenant: no alias is another's alias or id at the same time. Does not own usage, schedules or invoices.
 *
 * <p>Invariants: a subject given to a customer that is archived stays with it; a customer's own id is always one of its
 * subjects and is never listed as an alias; where an alias changes hands, the one's last moment is the other's first.
 */
package io.tallyhouse.catalog.customer;
