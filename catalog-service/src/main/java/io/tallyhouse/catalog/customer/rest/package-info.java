/** Customers over HTTP. */
package io.tallyhouse.catalog.customer.rest;
