/**
 * Real Kafka and real PostgreSQL for one machine: for the stack, for service tests and for benchmarks.
 *
 * <p>Owns: starting, stopping and restarting one broker and one database server on folders of this machine, or in
 * containers; the switch between the two; creating databases, roles and topics.
 *
 * <p>Does not own: which topics and tables there are (the services say so), and anything that runs on a cluster.
 *
 * <p>Invariants: servers listen on 127.0.0.1 only. One folder has one owner at a time. A persistent folder survives a
 * clean stop and a killed process alike. The switch never falls back silently.
 *
 * <p>Logging: everything here logs through slf4j and brings no binding. In Quarkus the JBoss LogManager is there; a
 * plain JVM adds {@code org.slf4j:slf4j-jdk14} (of slf4j-api's version), whose console handler writes to standard error.
 * Kafka's broker, zonky and Testcontainers are held at WARN unless the application sets levels of its own.
 */
@NullMarked
package io.tallyhouse.backing;

import org.jspecify.annotations.NullMarked;
