/** Who is told, in the transaction that copies windows, that usage has changed. */
package io.tallyhouse.billing.store.window;
