/** What it costs to rate one line, by price model and quantity, in time and in bytes allocated (JMH). */
package io.tallyhouse.benchmarks.rating;
