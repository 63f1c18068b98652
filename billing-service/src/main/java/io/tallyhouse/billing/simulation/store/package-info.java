/** Simulations in PostgreSQL. */
package io.tallyhouse.billing.simulation.store;
