/** Rows of runs, for those who look at runs that are done. */
package io.tallyhouse.billing.store.run;
