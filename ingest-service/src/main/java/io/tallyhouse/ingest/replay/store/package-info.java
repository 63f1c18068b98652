/** How far replays are, and what they read from the archive, in PostgreSQL. */
@NullMarked
package io.tallyhouse.ingest.replay.store;

import org.jspecify.annotations.NullMarked;
