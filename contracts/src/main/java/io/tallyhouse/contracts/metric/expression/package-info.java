/**
 * How a metric computes its value from an event. Owns the tree that an expression becomes and its exact, bounded
 * evaluation in decimals. Does not own the syntax, which is CEL's and read where metrics are made.
 *
 * <p>Invariant: evaluation ends, whatever the event holds: a tree has a bounded size, no loops and no side effects.
 */
@NullMarked
package io.tallyhouse.contracts.metric.expression;

import org.jspecify.annotations.NullMarked;
