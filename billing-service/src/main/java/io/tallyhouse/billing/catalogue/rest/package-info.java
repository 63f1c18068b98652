/** The REST door of catalogue. */
package io.tallyhouse.billing.catalogue.rest;
