/**
 * The sample that {@code ./tallyhouse demo} bills: usage of LLM requests by four customers in four time zones. Owns
 * the sample, and an expectation of its invoices that shares no code with the services. Speaks to them only through
 * the public API.
 */
package io.tallyhouse.stack.demo;
