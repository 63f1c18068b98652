/** How the catalogue's tests call it. */
package io.tallyhouse.catalog.testing;
