/** Rejected records in PostgreSQL. */
@NullMarked
package io.tallyhouse.ingest.reject.store;

import org.jspecify.annotations.NullMarked;
