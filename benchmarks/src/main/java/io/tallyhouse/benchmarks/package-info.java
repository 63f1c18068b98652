/**
 * The benchmarks' command: which of them run, how large, and the tables they fill. Each stands in a package of its own
 * and puts every figure beside a limit that it measured in the same run. Does not own how things are measured ({@link
 * io.tallyhouse.benchmarks.machine}).
 */
package io.tallyhouse.benchmarks;
