/** The inboxes: topics, and the consumer that reads all of them. */
@NullMarked
package io.tallyhouse.ingest.inbox.kafka;

import org.jspecify.annotations.NullMarked;
