/** Requests of billing runs, read from their topic. */
@NullMarked
package io.tallyhouse.invoice.invoice.kafka;

import org.jspecify.annotations.NullMarked;
