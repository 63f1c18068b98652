package io.tallyhouse.ingest.replay.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the past is replayed. */
@ConfigMapping(prefix = "tallyhouse.replay")
interface ReplaySettings {
    /** Events of the past that this instance looks at in a second, so that live ones go on; at least 1. */
    @WithDefault("20000")
    int eventsPerSecond();

    /** Between two looks for replays that are due. */
    @WithDefault("PT0.2S")
    Duration idle();
}
