/** The tables of run. */
package io.tallyhouse.billing.run.store;
