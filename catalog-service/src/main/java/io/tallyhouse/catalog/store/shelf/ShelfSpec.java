package io.tallyhouse.catalog.store.shelf;

import io.tallyhouse.contracts.topic.Topic;
import java.util.function.UnaryOperator;

/**
 * What tells one kind of record from another.
 *
 * @param table has the columns tenant, id, sequence, revision, archived, record
 * @param noun how a problem names one, as {@code customer}
 * @param archived pure: the record's archived state
 */
public record ShelfSpec<R>(String table, String noun, Topic<R> topic, Class<R> type, UnaryOperator<R> archived) {}
