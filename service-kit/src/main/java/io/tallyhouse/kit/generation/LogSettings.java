package io.tallyhouse.kit.generation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings {@code tallyhouse.log.*}, the same for all services. */
@ConfigMapping(prefix = "tallyhouse.log")
public interface LogSettings {
    /** Of the log that is worked with. */
    @WithDefault("1")
    int generation();

    /**
     * Set for an ingest-service that only fills this generation from the archive, and ends; see {@code
     * docs/guides/rebuild.md}.
     */
    Optional<Integer> nextGeneration();

    /** Whether a generation may be filled though the archive is known to lack some of what was accepted. */
    @WithDefault("false")
    boolean acceptLoss();
}
