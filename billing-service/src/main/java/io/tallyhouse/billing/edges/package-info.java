/** What the doors of all features share: documents in jsonb columns, query parameters. Owns no words of billing. */
package io.tallyhouse.billing.edges;
