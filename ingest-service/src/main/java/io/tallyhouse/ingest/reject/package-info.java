/**
 * What inboxes brought that is no event: kept, shown and, once it is mended, sent again.
 *
 * <p>Owns the table {@code rejected_records} and what a replay is. Does not own why something is rejected (inbox, intake).
 *
 * <p>Invariant: a record is noted as replayed only after the log has its event; a replay that breaks off in between may
 * be repeated, which the event's identity absorbs.
 */
@NullMarked
package io.tallyhouse.ingest.reject;

import org.jspecify.annotations.NullMarked;
