/**
 * Expressions in the syntax of CEL, the Common Expression Language: parsed and type-checked by cel-java, then translated
 * into the tree that is evaluated in decimals. Owns which part of the language a metric may use. Does not own
 * evaluation, which is the contracts'.
 *
 * <p>To the type check every number is CEL's {@code double}, so that whole numbers and decimals may be mixed; no value
 * passes through a double: literals keep the text of the source.
 */
package io.tallyhouse.catalog.metric.cel;
