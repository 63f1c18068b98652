/** The REST door of rating: what a quantity would cost under a price that need not be stored. Keeps nothing. */
package io.tallyhouse.billing.rating.rest;
