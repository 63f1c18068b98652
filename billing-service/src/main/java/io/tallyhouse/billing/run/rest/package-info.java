/** The REST door of run. */
package io.tallyhouse.billing.run.rest;
