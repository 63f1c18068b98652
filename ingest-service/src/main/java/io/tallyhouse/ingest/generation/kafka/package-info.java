/** The generations of the log in Kafka, and the run that fills one. */
@NullMarked
package io.tallyhouse.ingest.generation.kafka;

import org.jspecify.annotations.NullMarked;
