package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowKey;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One slot of one window.
 *
 * @param index within the UTC day, from 0
 */
public record SlotAddress(WindowKey window, int index) {
    private static final int SECONDS_PER_DAY = 86_400;

    /** The slot of a metric version, subject and group that holds the instant. */
    public static SlotAddress of(MetricDefinition metric, String subject, GroupKey group, Instant time) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
        int second = (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_PER_DAY);
        WindowKey window = new WindowKey(metric.tenant(), subject, metric.id(), metric.version(), group, day);
        return new SlotAddress(window, second / (metric.slotMinutes() * 60));
    }
}
