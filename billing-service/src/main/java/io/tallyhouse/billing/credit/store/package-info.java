/** The tables of grants and their ledgers, the loop that lets time pass for them, and what comes back with void documents. */
package io.tallyhouse.billing.credit.store;
