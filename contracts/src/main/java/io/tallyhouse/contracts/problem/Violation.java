package io.tallyhouse.contracts.problem;

/**
 * One fault of what a caller sent.
 *
 * @param pointer JSON pointer (RFC 6901) to the field, or {@code ?name} for a query parameter; "" is the whole body
 * @param detail the value and how to mend it
 */
public record Violation(String pointer, String detail) {}
