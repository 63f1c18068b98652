/** What catalog-service publishes of customers, products, prices, metrics, tenants and access keys. */
package io.tallyhouse.contracts.catalog;
