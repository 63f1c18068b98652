/** Adjustments over HTTP. */
package io.tallyhouse.billing.adjustment.rest;
