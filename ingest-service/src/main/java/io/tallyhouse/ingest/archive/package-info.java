/**
 * Keeps every version of every event, as the log has them, and finds them again.
 *
 * <p>Owns the table {@code usage_records}, its days and their retention, and how versions of an identity relate
 * (duplicate, superseded, void), and files itself again for another generation of the log. Does not own what is counted: the meter does; both follow the same rule from the same
 * log.
 *
 * <p>Invariants: rows and the reader's position are one transaction, so a record is kept once; a record that cannot be
 * read leaves a row in {@code archive_skipped} and stops nothing.
 */
@NullMarked
package io.tallyhouse.ingest.archive;

import org.jspecify.annotations.NullMarked;
