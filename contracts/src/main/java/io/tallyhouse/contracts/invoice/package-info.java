/** What invoice-service publishes of its documents. */
package io.tallyhouse.contracts.invoice;
