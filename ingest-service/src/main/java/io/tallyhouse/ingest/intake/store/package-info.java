/** Under which subject events stand whose id alone is their identity, in PostgreSQL. */
@NullMarked
package io.tallyhouse.ingest.intake.store;

import org.jspecify.annotations.NullMarked;
