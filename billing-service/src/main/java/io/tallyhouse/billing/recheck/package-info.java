/**
 * Runs that are done and may have to be otherwise, for usage came later or the contract changed within a period that was billed.
 *
 * <p>Owns the table {@code billed_subjects} and the mark {@code recheck} of a run. What it finds becomes an adjustment. Does
 * not own how a run is rated: what it should have been comes from the same calendar and the same rating as the run itself.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A run is looked at again after every change of a window of its days, and of its schedule, that was written after
 *       its usage was read: the mark is set in the transaction of the change, behind the lock under which a run is cut.
 *   <li>No run is looked at while the copy of the windows is read anew.
 *   <li>difference = rated again − (billed + settled adjustments), by price and kind of line. So it is settled once,
 *       however often it is looked at.
 * </ul>
 */
package io.tallyhouse.billing.recheck;
