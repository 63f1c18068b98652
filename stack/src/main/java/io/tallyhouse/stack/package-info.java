/**
 * All of Tallyhouse on one machine: embedded Kafka and PostgreSQL in this process's care, each service as a process of
 * its own behind the gateway. Owns ports, folders, secrets and the order of starting and stopping. Knows services only
 * by their packaged form and the public API.
 */
package io.tallyhouse.stack;
