/** {@code GET /v1/seat-balances} and {@code GET /v1/metrics/{id}/changes}. */
@NullMarked
package io.tallyhouse.metrics.seat.rest;

import org.jspecify.annotations.NullMarked;
