/** Prices over HTTP. */
package io.tallyhouse.catalog.price.rest;
