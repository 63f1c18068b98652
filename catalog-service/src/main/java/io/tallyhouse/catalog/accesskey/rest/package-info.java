/** Access keys over HTTP. */
package io.tallyhouse.catalog.accesskey.rest;
