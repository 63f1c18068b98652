/**
 * Prices: what a product costs, how often, before or after its period; and list prices, reusable price points that prices
 * are made from. Owns the references to product, metric and list price, and every version of the terms. Does not own the
 * arithmetic (billing-service) nor what a schedule agreed: a schedule copies its prices.
 *
 * <p>Invariants: a price refers to a product, and unless it is FLAT to a metric, that existed and were not archived when
 * it was written; usage is never billed in advance; a change is a new version, which holds from its day on, and moves no
 * contract that runs. A price that sets parameters of its metric is billed by the metric's variant with these values.
 */
package io.tallyhouse.catalog.price;
