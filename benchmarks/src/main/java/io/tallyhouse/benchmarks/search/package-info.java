/** How fast events are found in an archive of millions, and how fast the archive took them in. */
@org.jspecify.annotations.NullMarked
package io.tallyhouse.benchmarks.search;
