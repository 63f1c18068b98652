/** What the tests of all services share: Kafka and PostgreSQL, tenants with keys, records in topics. Ships in the test-jar. */
package io.tallyhouse.kit.testing;
