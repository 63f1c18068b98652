/**
 * Events by HTTP into the log, beside Kafka's own producer benchmark with the same records, settings and broker. The
 * sender and Kafka's tool run in JVMs of their own; the broker shares its JVM only with the benchmark, which waits.
 */
package io.tallyhouse.benchmarks.ingest;
