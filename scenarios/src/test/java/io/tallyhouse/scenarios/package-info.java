/**
 * Whole stories through the gateway, against one running stack that they share. Owns what no single service can show:
 * exact totals and invoices over faults, the walls between tenants, refusals over all services, and the documents of the
 * API. Does not own the rules of any service, which their own modules test.
 *
 * <p>Each scenario has tenants of its own with clocks of their own; one that kills or holds a service ends with
 * everything up again. What an invoice must come to is reckoned in the scenario, in plain arithmetic.
 */
package io.tallyhouse.scenarios;
