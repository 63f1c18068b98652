/**
 * List prices: what a product costs, how often, before or after its period. Owns the references to product and metric.
 * Does not own the arithmetic (billing-service) nor what a schedule agreed: a schedule copies its prices.
 *
 * <p>Invariants: a price refers to a product, and unless it is FLAT to a metric, that existed and were not archived when
 * it was written; usage is never billed in advance.
 */
package io.tallyhouse.catalog.price;
