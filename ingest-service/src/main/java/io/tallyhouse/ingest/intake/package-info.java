/**
 * Takes usage in: which events are accepted, and their voids and restores.
 *
 * <p>Owns the rules of an event ({@link io.tallyhouse.ingest.intake.EventIntake}), what an acceptance means ({@link
 * io.tallyhouse.ingest.intake.UsageLog}) and duplicates within one request. Does not own duplicates across requests,
 * superseding and the effect of a void: the meter decides those from the log.
 *
 * <p>Invariants: nothing is reported as accepted before the log has it on all replicas in sync; every fault of every
 * event is told; an event is accepted whole or not at all.
 */
@NullMarked
package io.tallyhouse.ingest.intake;

import org.jspecify.annotations.NullMarked;
