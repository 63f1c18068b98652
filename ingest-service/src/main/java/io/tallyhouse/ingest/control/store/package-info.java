/** Which control records were sent, in PostgreSQL. */
@NullMarked
package io.tallyhouse.ingest.control.store;

import org.jspecify.annotations.NullMarked;
