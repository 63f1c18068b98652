/** Tenants and the test clock over HTTP. */
package io.tallyhouse.catalog.tenant.rest;
