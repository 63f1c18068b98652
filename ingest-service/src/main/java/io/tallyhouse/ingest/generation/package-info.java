/**
 * Fills the next generation of the log from the archive, and files the archive for it (ADR 0018).
 *
 * <p>Owns the order of the steps. Does not own the archive, or which metric versions there are; does not put the
 * generation into force: the services start with its number.
 *
 * <p>Invariants: nothing of the generation in force is changed; everything of one subject keeps its order; an attempt
 * that did not come to its end leaves nothing that a later one builds on.
 */
@NullMarked
package io.tallyhouse.ingest.generation;

import org.jspecify.annotations.NullMarked;
