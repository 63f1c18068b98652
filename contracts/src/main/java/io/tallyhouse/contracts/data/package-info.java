/**
 * The values of an event's data, with their text as it was sent. Owns what a value stands for: a number, a comparable text,
 * nothing. Does not own events (usage) or what metrics make of them (metric), which both build on it.
 */
@NullMarked
package io.tallyhouse.contracts.data;

import org.jspecify.annotations.NullMarked;
