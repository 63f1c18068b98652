/** How documents stand in jsonb columns: in the dialect of topics. Shared by the stores of all features. */
package io.tallyhouse.billing.store.column;
