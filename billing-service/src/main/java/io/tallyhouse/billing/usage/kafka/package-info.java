/** The Kafka door of usage. */
package io.tallyhouse.billing.usage.kafka;
