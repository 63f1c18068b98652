/**
 * How services ask each other. Owns addresses, the secret they share, timeouts and retries; does not own what is asked:
 * paths and records are the asker's and the asked one's, by {@code contracts}.
 *
 * <p>Invariants: no call waits longer than its timeout; only calls that never reached the other service are repeated.
 */
package io.tallyhouse.kit.call;
