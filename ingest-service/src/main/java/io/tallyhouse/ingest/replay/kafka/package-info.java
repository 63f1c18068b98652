/** Appends replays to {@code usage-events}, and the loop that keeps them going. */
@NullMarked
package io.tallyhouse.ingest.replay.kafka;

import org.jspecify.annotations.NullMarked;
