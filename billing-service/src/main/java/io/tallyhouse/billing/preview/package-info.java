/**
 * What a schedule would be billed through a date, from the same plan and rating as its runs, on usage as it stands.
 *
 * <p>Owns nothing and stores nothing. Invariant: for the same terms, usage and customer a preview's lines are those of
 * the invoice.
 */
package io.tallyhouse.billing.preview;
