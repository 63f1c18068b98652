/** The HTTP door of intake: reads events from JSON without building a tree, and tells the outcome. */
@NullMarked
package io.tallyhouse.ingest.intake.rest;

import org.jspecify.annotations.NullMarked;
