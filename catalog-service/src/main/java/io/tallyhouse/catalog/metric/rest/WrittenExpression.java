package io.tallyhouse.catalog.metric.rest;

import io.tallyhouse.contracts.metric.expression.Expression;

/**
 * An expression as it was written, and what it means.
 *
 * @param text in the syntax of CEL
 */
record WrittenExpression(String text, Expression tree) {}
