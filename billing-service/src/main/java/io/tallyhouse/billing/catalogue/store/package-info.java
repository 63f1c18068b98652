/** The tables of catalogue. */
package io.tallyhouse.billing.catalogue.store;
