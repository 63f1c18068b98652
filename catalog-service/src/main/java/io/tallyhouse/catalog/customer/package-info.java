/**
 * Customers: who is billed, and the names their usage carries. Owns that at any moment a subject belongs to at most one
 * customer of a tenant: no alias is another's alias or id at the same time. Owns whose child each is. Does not own usage, schedules or invoices.
 *
 * <p>Invariants: a subject given to a customer that is archived stays with it; a customer's own id is always one of its
 * subjects and is never listed as an alias; where an alias changes hands, the one's last moment is the other's first; following parents never leads back,
 * and ends after {@link io.tallyhouse.catalog.customer.ParentFault#LEVELS_MAX} levels at most.
 */
package io.tallyhouse.catalog.customer;
