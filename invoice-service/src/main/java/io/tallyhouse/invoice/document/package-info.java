/**
 * What an invoice is: its lines, totals, number and the states it passes through. Owns which steps are legal from which
 * state, and the sums. Does not own storage, the giving of numbers, or where lines come from.
 *
 * <p>Invariants: gross = net + tax and net is the sum of the lines; a document that was issued or voided has a number
 * of its issue date's year; no step changes content.
 */
@NullMarked
package io.tallyhouse.invoice.document;

import org.jspecify.annotations.NullMarked;
