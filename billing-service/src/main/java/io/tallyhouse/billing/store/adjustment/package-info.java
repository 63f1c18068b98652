/** Adjustments within the transaction of whoever finds or settles them. */
package io.tallyhouse.billing.store.adjustment;
