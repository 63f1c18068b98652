/**
 * Money and quantities as exact decimals. Owns currencies' exponents, rounding and allocation. Does not own prices.
 * Invariant: only {@link io.tallyhouse.kernel.money.Amount#round} turns a computed amount into posted money.
 */
package io.tallyhouse.kernel.money;
