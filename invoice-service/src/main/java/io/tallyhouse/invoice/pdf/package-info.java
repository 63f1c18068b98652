/**
 * The printed invoice: an A4 page set from a Qute template, as PDF. Owns layout, wording and the formats of figures
 * and dates on paper; does not own what an invoice says. Everything from outside is escaped, nothing is loaded from
 * outside, and no page is set on an event loop.
 */
@NullMarked
package io.tallyhouse.invoice.pdf;

import org.jspecify.annotations.NullMarked;
