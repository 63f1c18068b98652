/**
 * What runs should have billed otherwise, and how it is settled.
 *
 * <p>Owns the table {@code adjustments}. Does not own how a difference is found ({@code billing.recheck}).
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Of a run at most one adjustment is open; it is replaced while it is, and settled once.
 *   <li>What is open is settled when the schedule's next run is cut: more as lines of its document, less as a credit note.
 *       A schedule without further runs settles it at once, more as a document of its own.
 *   <li>Nothing issued is changed.
 * </ul>
 */
package io.tallyhouse.billing.adjustment;
