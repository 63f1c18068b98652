/** Reads metric definitions from {@code catalog-metrics}. */
@NullMarked
package io.tallyhouse.ingest.control.kafka;

import org.jspecify.annotations.NullMarked;
