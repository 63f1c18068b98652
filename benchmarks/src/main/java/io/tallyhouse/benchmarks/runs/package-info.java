/**
 * Many schedules that fall due at the same moment: from the move of the clock until every run is done, beside plain
 * inserts into the same PostgreSQL by the client that services use. All goes through the public API; only progress is
 * read from the tables.
 */
package io.tallyhouse.benchmarks.runs;
