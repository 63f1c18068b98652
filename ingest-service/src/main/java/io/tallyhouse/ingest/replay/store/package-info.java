/** How far replays are, in PostgreSQL. */
@NullMarked
package io.tallyhouse.ingest.replay.store;

import org.jspecify.annotations.NullMarked;
