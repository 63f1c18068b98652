package io.tallyhouse.metrics.meter;

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

    /** The slot that holds what an event of the subject gives at the instant. */
    public static SlotAddress of(MetricDefinition metric, String subject, Contribution contribution, Instant time) {
        WindowKey window = new WindowKey(
                metric.tenant(),
                subject,
                metric.id(),
                metric.version(),
                contribution.group(),
                contribution.member(),
                LocalDate.ofEpochDay(epochDay(time)));
        return new SlotAddress(window, index(time, metric.slotMinutes()));
    }

    /** The UTC day that the instant lies in, counted from 1970. */
    static long epochDay(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), (long) SECONDS_PER_DAY);
    }

    /** Of the slot within its day. */
    static int index(Instant time, int slotMinutes) {
        return (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_PER_DAY) / (slotMinutes * 60);
    }

    /** Of the slot that the instant lies in. */
    static Instant end(Instant time, int slotMinutes) {
        long seconds = slotMinutes * 60L;
        return Instant.ofEpochSecond((Math.floorDiv(time.getEpochSecond(), seconds) + 1) * seconds);
    }
}
