/**
 * A service's own copy of the meter's windows, and how a period's usage is read from it. Owns the tables {@code
 * metric_windows}, {@code meter_positions} and {@code metric_starts}. Invariant: a position stands in the copy only
 * together with every window that the meter published before it.
 */
package io.tallyhouse.kit.window;
