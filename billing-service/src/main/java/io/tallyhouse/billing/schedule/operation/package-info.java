/**
 * What can be done to an activated schedule: cancel, suspend, resume, add and replace phases, complete a milestone, renew,
 * change prices, archive. Owns the rules of each, as pure functions from how a schedule stands to the course that it would
 * take, or to why it does not. Does not own the records, what is looked up for them, or how they are stored.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Days whose arrears are billed do not change: every operation works from the day of the last opened run on at the
 *       earliest. What was billed in advance for later days is settled by comparing what was billed with what the changed
 *       schedule says.
 *   <li>A split phase bills what it bills once, once: of prices that bill ONE_TIME, those in advance stay with its first
 *       part, those in arrears go with its second.
 *   <li>A phase that goes on after a split stays on the grid of periods; its tiers begin anew.
 * </ul>
 */
package io.tallyhouse.billing.schedule.operation;
