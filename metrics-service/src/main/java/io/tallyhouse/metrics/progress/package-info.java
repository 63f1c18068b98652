/**
 * How far each metric version is taken up: PREPARING until the meter has passed its control record and counted the past in
 * every partition, then READY. Owns the records of {@code metric-states}. Does not own definitions (catalog-service does) or counting.
 *
 * <p>Invariant: a state leaves in the transaction that stores the start or the progress it tells of, and the last one told
 * is READY exactly when every partition has caught up.
 */
package io.tallyhouse.metrics.progress;
