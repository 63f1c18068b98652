/** What can be set. */
package io.tallyhouse.billing.store.settings;
