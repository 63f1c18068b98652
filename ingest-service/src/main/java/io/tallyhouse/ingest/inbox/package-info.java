/**
 * The way in through Kafka: what tenants' producers write to their inboxes is forwarded to the log.
 *
 * <p>Owns how a record of an inbox becomes an event ({@link io.tallyhouse.ingest.inbox.InboxEvents}), the inboxes
 * themselves (a topic for each tenant) and what is written to {@code usage-rejected}. Does not own the rules of an event
 * (intake) or what becomes of rejected records (reject).
 *
 * <p>Invariants: a record's offset is committed only after the log, or the topic of rejected records, has it on all
 * replicas in sync; nothing is dropped, and a record that cannot be an event stops nothing; a partition's order is kept.
 * Records may be forwarded twice, which identities absorb.
 */
@NullMarked
package io.tallyhouse.ingest.inbox;

import org.jspecify.annotations.NullMarked;
