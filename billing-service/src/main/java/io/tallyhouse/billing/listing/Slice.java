package io.tallyhouse.billing.listing;

import java.util.OptionalLong;

/**
 * Which part of a list, newest first, is wanted.
 *
 * @param limit how many at most
 * @param after sequence that the part comes after: older things
 * @param before sequence that the part comes before: newer things; not together with {@code after}
 */
public record Slice(int limit, OptionalLong after, OptionalLong before) {}
