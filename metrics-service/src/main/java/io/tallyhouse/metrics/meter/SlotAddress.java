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
        int second = (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_PER_DAY);
        WindowKey window = new WindowKey(
                metric.tenant(),
                subject,
                metric.id(),
                metric.version(),
                contribution.group(),
                contribution.member(),
                day(time));
        return new SlotAddress(window, second / (metric.slotMinutes() * 60));
    }

    static LocalDate day(Instant time) {
        return LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
    }

    Instant end(int slotMinutes) {
        return Instant.ofEpochSecond(window.day().toEpochDay() * SECONDS_PER_DAY + (index + 1L) * slotMinutes * 60);
    }
}
