package io.tallyhouse.ingest.intake.kafka;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the producer of {@code usage-events} works. */
@ConfigMapping(prefix = "tallyhouse.usage-log")
interface UsageLogSettings {
    /** Keys and values handed to the producer and not yet confirmed; more is answered as full. */
    @WithDefault("32M")
    MemorySize bytesInFlightMax();

    /** Of one batch to one partition, before compression. */
    @WithDefault("128K")
    MemorySize batchSize();

    /** How long a record waits for others to share its batch. */
    @WithDefault("PT0.005S")
    Duration linger();

    /** After which an unconfirmed record is given up and its request answered as unavailable. */
    @WithDefault("PT15S")
    Duration deliveryTimeout();

    /** For one answer of the broker. */
    @WithDefault("PT5S")
    Duration requestTimeout();

    /** How long a thread may wait for the producer's buffer or the topic's partition count. */
    @WithDefault("PT1S")
    Duration blockMax();
}
