package io.tallyhouse.catalog.shelf;

/**
 * A record to create.
 *
 * @param idChosen true if the caller chose the id, false if it was generated
 */
public record NewRecord<R>(ShelfKey key, R record, boolean idChosen) {}
