/**
 * What the meter publishes in {@code metric-windows}: windows with their slots, the input position up to which all is
 * published, and the offsets at which metric versions started. Owns the wire form, which is also the meter's store.
 */
package io.tallyhouse.contracts.window;
