/**
 * The meter at work on a full topic: metrics-service as it is packaged, beside plain readers of the same topic, and its
 * totals beside the generator's. Owns the generated load and the comparison; counts by simple arrays, not by the meter's
 * code.
 */
package io.tallyhouse.benchmarks.meter;
