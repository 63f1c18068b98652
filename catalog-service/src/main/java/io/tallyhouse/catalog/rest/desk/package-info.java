/**
 * What the resources of all kinds build on: naming the caller's records, and answering with Location, ETag and pages.
 * Does not own what a kind's requests and answers look like.
 */
package io.tallyhouse.catalog.rest.desk;
