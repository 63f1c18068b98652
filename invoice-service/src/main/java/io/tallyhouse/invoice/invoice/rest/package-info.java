/** Invoices over HTTP: lists, one document, its lines and its PDF, and the steps. */
@NullMarked
package io.tallyhouse.invoice.invoice.rest;

import org.jspecify.annotations.NullMarked;
