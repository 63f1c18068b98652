/**
 * How long a customer's usage takes to be told, and how long after its acceptance an event is in it. Reads go to
 * metrics-service as a stack runs it; the copy of windows is filled directly, because what a query costs does not depend on
 * who counted.
 */
@NullMarked
package io.tallyhouse.benchmarks.query;

import org.jspecify.annotations.NullMarked;
