/** Products over HTTP. */
package io.tallyhouse.catalog.product.rest;
