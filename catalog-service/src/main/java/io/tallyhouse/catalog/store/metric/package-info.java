/** The rows of metrics, which are written by themselves or in the transaction of a price that sets their parameters. */
package io.tallyhouse.catalog.store.metric;
