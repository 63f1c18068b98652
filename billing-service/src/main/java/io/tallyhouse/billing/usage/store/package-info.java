/** The tables of usage. */
package io.tallyhouse.billing.usage.store;
