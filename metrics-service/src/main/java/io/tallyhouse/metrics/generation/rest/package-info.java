/** What {@code ./tallyhouse rebuild} asks and tells this service. */
@NullMarked
package io.tallyhouse.metrics.generation.rest;

import org.jspecify.annotations.NullMarked;
