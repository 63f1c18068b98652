/** What billing-service publishes: schedules, and the documents that its runs ask invoice-service for. */
package io.tallyhouse.contracts.billing;
