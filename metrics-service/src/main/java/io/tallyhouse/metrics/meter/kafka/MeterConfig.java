package io.tallyhouse.metrics.meter.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings {@code tallyhouse.meter.*}. */
@ConfigMapping(prefix = "tallyhouse.meter")
public interface MeterConfig {
    /** Keys the hash of identities; at least 16 bytes. Never change it while the meter's topics live. */
    String identitySecret();

    /** Where the stores are kept between restarts. Lost, it is restored from the changelogs. */
    Path stateDirectory();

    /** Of the log; part of the topics' names and of the application id. */
    @WithDefault("${tallyhouse.log.generation:1}")
    int generation();

    /** How often all is published and committed. */
    @WithDefault("1S")
    Duration commitInterval();

    @WithDefault("1")
    int threads();

    /** How many other instances keep the stores of a partition up to date, so that they can take it over at once. */
    @WithDefault("0")
    int standbyReplicas();

    /**
     * After this time without a sign of life, other instances take over; the broker's {@code group.min.session.timeout.ms}
     * must allow it. If absent, 3 s with standbys, and 6 s without: then taking over takes long, and a pause of the
     * machine should not be a reason for it.
     */
    Optional<Duration> sessionTimeout();

    /**
     * Groups that a subject may have in a day under one metric version; what comes beyond is counted in one group of the
     * rest. Never change it while the meter's topics live.
     */
    @WithDefault("10000")
    int groupsMax();

    /** A commit is asked for when more windows of a partition than this have changed. */
    @WithDefault("50000")
    int dirtyWindowsMax();

    /**
     * Heap for windows in use and identities not yet on disk, of all partitions of this process; a quarter of the heap if
     * absent.
     */
    Optional<Long> memoryBytes();

    /** How long a shutdown waits for the last commit. */
    @WithDefault("8S")
    Duration closeTimeout();
}
