/**
 * Which generation of the log a service works with, and how its tables move to another when it starts.
 *
 * <p>Owns the table {@code log_generation}. Does not own what a move does to a service's tables: a {@link
 * io.tallyhouse.kit.generation.GenerationMove} of that service does.
 *
 * <p>Invariant: a service reads no topic before its tables belong to the generation that it was told.
 */
@NullMarked
package io.tallyhouse.kit.generation;

import org.jspecify.annotations.NullMarked;
