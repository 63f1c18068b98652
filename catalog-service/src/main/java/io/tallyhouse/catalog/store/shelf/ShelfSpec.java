package io.tallyhouse.catalog.store.shelf;

import io.tallyhouse.contracts.topic.Topic;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What tells one kind of record from another.
 *
 * @param table has the columns tenant, id, sequence, revision, archived, record
 * @param noun how a problem names one, as {@code customer}
 * @param topic where changes are published; empty for a kind that nobody else needs
 * @param archived pure: the record's archived state
 */
public record ShelfSpec<R>(
        String table, String noun, Optional<Topic<R>> topic, Class<R> type, UnaryOperator<R> archived) {
    public ShelfSpec(String table, String noun, Topic<R> topic, Class<R> type, UnaryOperator<R> archived) {
        this(table, noun, Optional.of(topic), type, archived);
    }
}
