/** The tables of runs as a queue of work: what stands in them, the loops that work it off, and when it is empty. */
package io.tallyhouse.billing.run.store;
