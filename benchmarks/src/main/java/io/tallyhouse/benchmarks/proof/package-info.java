/**
 * Proves that what is counted is exact: a large load with repeats, corrections and voids, out of order, while instances
 * of the meter are killed; every metric is then compared with a second, obvious way of counting. Owns the load and that
 * way of counting, which shares no code with the product.
 */
@NullMarked
package io.tallyhouse.benchmarks.proof;

import org.jspecify.annotations.NullMarked;
