/** Reads {@code usage-events} into the archive. */
@NullMarked
package io.tallyhouse.ingest.archive.kafka;

import org.jspecify.annotations.NullMarked;
