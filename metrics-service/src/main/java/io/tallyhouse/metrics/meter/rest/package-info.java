/** The meter's door for other services and tests: holding it. */
package io.tallyhouse.metrics.meter.rest;
