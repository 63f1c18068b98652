/** Copies the topic of rejected records into the table. */
@NullMarked
package io.tallyhouse.ingest.reject.kafka;

import org.jspecify.annotations.NullMarked;
