/**
 * The billing calendar, pure: which days a schedule bills together, on which date, and for which days each price
 * stands. Owns grids, billing periods, invoice dates and the charges that fall on them. Does not own what a price costs,
 * usage, zones or clocks: all days are calendar days of the schedule's zone, inclusive.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The periods of a cadence tile the schedule's days: no day in two, none left out. The first and the last may be stubs.
 *   <li>Each price has its own grid. Periods of months count from the schedule's first billing day, periods of days and weeks
 *       from its first day; so a stub at the start is never longer than a month, and prices of several cadences meet on
 *       one invoice where their dates do.
 *   <li>A billing day of 29, 30 or 31 clamps to the end of a shorter month and returns after it: 31 Jan, 28 Feb, 31 Mar.
 *   <li>A period bills on its first day (in advance) or the day after its last (in arrears); both are days of the
 *       schedule's own period, so a stub bills on the schedule's first day or the day after its end.
 *   <li>Phases make no invoice dates. A period crossed by a phase boundary is one invoice on which each phase's prices
 *       bill their own days of the period: a price of both phases is two charges, its usage cut at the boundary. This
 *       holds in advance too: what the later phase costs in advance for the rest of the running period stands on the
 *       invoice of the period's first day, before that phase begins. The day of the change belongs to the new phase.
 *   <li>ONE_TIME bills once a phase: on its first day in advance, the day after its last in arrears (an open phase never).
 *   <li>A charge's share of its grid period is what a fixed fee is prorated by; a stub's whole is the full grid period
 *       that contains it.
 * </ul>
 */
package io.tallyhouse.billing.period;
