/** The REST door of schedule. */
package io.tallyhouse.billing.schedule.rest;
