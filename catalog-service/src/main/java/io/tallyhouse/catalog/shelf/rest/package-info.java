/** What the resources of all kinds have in common: reading a call, answering with Location, ETag and pages. */
package io.tallyhouse.catalog.shelf.rest;
