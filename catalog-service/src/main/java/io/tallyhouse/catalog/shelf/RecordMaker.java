package io.tallyhouse.catalog.shelf;

import java.time.Instant;

/** Makes the first state of a record, once its place and its tenant's time are known. */
@FunctionalInterface
public interface RecordMaker<R> {
    R make(ShelfKey key, Instant createdAt);
}
