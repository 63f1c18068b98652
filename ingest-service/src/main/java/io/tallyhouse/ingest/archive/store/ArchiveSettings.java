package io.tallyhouse.ingest.archive.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the archive keeps what it has. */
@ConfigMapping(prefix = "tallyhouse.archive")
interface ArchiveSettings {
    /** UTC days of append that are kept besides the running one; the day after, a whole day is dropped at once. */
    @WithDefault("400")
    int retentionDays();

    /** How long an event that the meter may have forgotten waits for its former version before it is put in quarantine. */
    @WithDefault("PT5S")
    Duration lookupTimeout();

    /**
     * Of the filter of identities that the meter may have forgotten: two bytes each are enough; with less more of those
     * that are new are looked up in vain.
     */
    @WithDefault("16M")
    MemorySize forgottenMemoryMax();
}
