/** Simulations over HTTP. */
package io.tallyhouse.billing.simulation.rest;
