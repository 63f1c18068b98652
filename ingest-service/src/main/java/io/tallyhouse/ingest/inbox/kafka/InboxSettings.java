package io.tallyhouse.ingest.inbox.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How inboxes are made and read. */
@ConfigMapping(prefix = "tallyhouse.inbox")
interface InboxSettings {
    /** Whether this instance reads inboxes. */
    @WithDefault("true")
    boolean enabled();

    /** Whether a tenant's inbox is made when the tenant is; otherwise whoever runs Kafka makes those that are wanted. */
    @WithDefault("true")
    boolean created();

    /** Of a new inbox. Order is kept within each. */
    @WithDefault("1")
    int partitions();

    /** Records forwarded together at most. */
    @WithDefault("500")
    int batchMax();

    /** After which a new inbox is found at the latest. */
    @WithDefault("PT2S")
    Duration discovery();
}
