/**
 * How a topic becomes tables or a view in memory. A {@link io.tallyhouse.kit.reader.TopicReader} commits rows and its
 * offset in one transaction that compares and sets (topic id, partition, offset), so that each record takes effect
 * once, whoever is killed. Does not own what the rows are.
 */
package io.tallyhouse.kit.reader;
