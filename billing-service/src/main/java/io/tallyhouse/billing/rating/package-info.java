/**
 * What usage costs, pure: prices, and lines with every step of their arithmetic in words and figures. Owns the models'
 * arithmetic, proration and the one rounding of a line. Does not own periods, usage, stored prices or clocks.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Amounts are exact. Where something is divided (a price per 1000, proration) all multiplication comes first and
 *       the quotient has 34 digits, half even. A line is rounded once, at its end, half up (away from zero).
 *   <li>A quantity is converted to the price's units before anything else; groups and events each by itself.
 *   <li>Percents are literal, and a percent of an amount is exact. Where events owe something of their own, each is looked
 *       at in the order of time; how many there are does not make more steps.
 *   <li>Free units come off before packaging. A package price at zero usage is nothing.
 *   <li>{@code upTo} is inclusive; of 100.5 units half a unit lies above {@code upTo} 100. GRADUATED owes the flat fee of
 *       every tier reached, VOLUME that of the tier of the whole quantity; the first tier's is due even at zero usage.
 *   <li>A negative quantity costs nothing. If the price allows negative quantities, it is credited with what the same
 *       quantity would cost if it were positive (free units, packages and tiers included), but flat fees are neither due
 *       nor credited.
 *   <li>Only FLAT is prorated, and only if it recurs. Usage prices, tier fees included, never are.
 *   <li>Percentage discounts come before nominal ones, each on what is left, never below zero. A minimum and a maximum are
 *       compared with the rounded net, and what is missing or beyond is a line of its own.
 *   <li>The number of steps depends on the price, never on the usage: a MATRIX has a step for each cell that is used.
 * </ul>
 */
package io.tallyhouse.billing.rating;
