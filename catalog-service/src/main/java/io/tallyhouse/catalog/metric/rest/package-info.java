/** Metrics over HTTP. */
package io.tallyhouse.catalog.metric.rest;
