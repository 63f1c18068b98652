/** Access keys in PostgreSQL. */
package io.tallyhouse.catalog.accesskey.store;
