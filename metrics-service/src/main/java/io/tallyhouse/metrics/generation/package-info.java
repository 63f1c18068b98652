/**
 * This service's tables when the log gets another generation: what was counted before is kept apart and compared with
 * what is counted now, window by window (ADR 0018).
 *
 * <p>Owns the schema {@code former}. Does not own windows or how they are counted.
 *
 * <p>Invariant: as long as the former windows are kept, the service can go back to them.
 */
@NullMarked
package io.tallyhouse.metrics.generation;

import org.jspecify.annotations.NullMarked;
