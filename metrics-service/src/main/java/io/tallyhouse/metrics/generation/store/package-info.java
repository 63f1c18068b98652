/** The windows of the generation before, in the schema {@code former}. */
@NullMarked
package io.tallyhouse.metrics.generation.store;

import org.jspecify.annotations.NullMarked;
