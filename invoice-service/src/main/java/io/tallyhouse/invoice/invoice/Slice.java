package io.tallyhouse.invoice.invoice;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Which part of a list is wanted, in the order of drafting, newest first.
 *
 * @param limit documents at most
 * @param after only those drafted before the one of this sequence
 * @param before only those drafted after the one of this sequence; not together with {@code after}
 */
public record Slice(int limit, OptionalLong after, OptionalLong before) {
    public Slice {
        requireNonNull(after, "after is null");
        requireNonNull(before, "before is null");
    }
}
