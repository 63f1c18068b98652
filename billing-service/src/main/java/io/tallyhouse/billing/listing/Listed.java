package io.tallyhouse.billing.listing;

/** A thing of a list with its place in it. */
public record Listed<T>(long sequence, T item) {}
