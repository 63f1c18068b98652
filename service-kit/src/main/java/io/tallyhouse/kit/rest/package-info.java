/**
 * The REST layer that all services share. Owns problem documents, request bodies, pages, idempotency keys, new ids and
 * ETags; does not own who calls (see {@code kit.access}), of whom it knows only the tenant.
 *
 * <p>Invariants: every answer above 399 is a problem document without class names or stack traces; a POST with an
 * idempotency key takes effect once, and its first answer below 500 is the answer for 48 hours.
 */
package io.tallyhouse.kit.rest;
