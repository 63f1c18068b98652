/** The archive in PostgreSQL: rows by COPY, a partition of the table for each day, search. */
@NullMarked
package io.tallyhouse.ingest.archive.store;

import org.jspecify.annotations.NullMarked;
