package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.metrics.meter.MeterObserver;

/**
 * What a topology is built from.
 *
 * @param source topic of usage records
 * @param sink topic of window records; it has as many partitions as the source
 * @param generation of the meter's topics
 * @param identitySecret of this deployment
 * @param groupsMax groups of a subject, metric version and day; the rest is counted together
 * @param dirtyWindowsMax a commit is asked for when more windows than this wait for one
 * @param memoryDays how many days an identity is remembered after its last acceptance
 * @param memoryBytes heap that windows and identities may take in this process
 */
record MeterSettings(
        String source,
        String sink,
        int generation,
        byte[] identitySecret,
        int groupsMax,
        int dirtyWindowsMax,
        int memoryDays,
        long memoryBytes,
        MeterObserver observer) {
    MeterSettings {
        identitySecret = identitySecret.clone();
        if (generation < 1 || groupsMax < 1 || dirtyWindowsMax < 1 || memoryDays < 1) {
            throw new IllegalArgumentException("generation " + generation + ", groupsMax " + groupsMax
                    + ", dirtyWindowsMax " + dirtyWindowsMax + " and memoryDays " + memoryDays
                    + " must be at least 1");
        }
    }
}
