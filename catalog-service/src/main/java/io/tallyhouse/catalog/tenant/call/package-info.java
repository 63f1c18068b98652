/** Asks the other services how far they have followed a clock. */
package io.tallyhouse.catalog.tenant.call;
