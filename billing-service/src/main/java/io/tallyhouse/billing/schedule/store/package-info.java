/** The tables of schedule. */
package io.tallyhouse.billing.schedule.store;
