/**
 * Metric definitions in band: puts a control record for each new metric version into every partition of {@code
 * usage-events}, so that the version starts at an exact offset everywhere.
 *
 * <p>Owns which versions were sent. Does not own definitions (catalog-service) or what a start does (the meter).
 *
 * <p>Invariant: a version is noted as sent only after every partition has its record. A record may stand twice in a
 * partition; the first one counts.
 */
@NullMarked
package io.tallyhouse.ingest.control;

import org.jspecify.annotations.NullMarked;
