/**
 * What benchmarks stand on: started processes and their CPU time, Kafka and PostgreSQL as seen from outside, and how
 * figures are written. Knows nothing of what is measured.
 *
 * <p>Invariants: every process started here is ended with the workbench; CPU time counts all threads of a process, JIT
 * and garbage collection included.
 */
package io.tallyhouse.benchmarks.machine;
