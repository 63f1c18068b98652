/**
 * The past of metrics: writes what the archive has from before a metric version's start into the log again, for that
 * version alone, in the same partition and in the order of offsets.
 *
 * <p>Owns how far each partition's past is written. Does not own what is due (the archive's reader notes each start that
 * it passes) or what a replayed event does (the meter).
 *
 * <p>Invariants: all up to {@link io.tallyhouse.ingest.replay.Replay#reached} is in the log, without a gap; what is
 * written again after a fault repeats a beginning of what follows, and the meter passes over it.
 */
@NullMarked
package io.tallyhouse.ingest.replay;

import org.jspecify.annotations.NullMarked;
