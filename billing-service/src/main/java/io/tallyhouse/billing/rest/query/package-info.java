/** How query parameters are read. Shared by the REST doors of all features. */
package io.tallyhouse.billing.rest.query;
