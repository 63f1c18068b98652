/** The catalogue for other services over HTTP, as contract records. */
package io.tallyhouse.catalog.internal.rest;
