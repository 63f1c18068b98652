/** The rows of access keys, which are written by themselves or in the transaction that makes their tenant. */
package io.tallyhouse.catalog.store.key;
