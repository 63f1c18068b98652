package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** A step function of time: 0 before its first change. */
final class Level {
    private final SortedMap<Instant, BigDecimal> changes;
    private final NavigableMap<Instant, BigDecimal> valueFrom = new TreeMap<>();

    /** @param changes by how much it changes when */
    Level(SortedMap<Instant, BigDecimal> changes) {
        this.changes = changes;
        BigDecimal value = BigDecimal.ZERO;
        for (Map.Entry<Instant, BigDecimal> change : changes.entrySet()) {
            value = value.add(change.getValue());
            valueFrom.put(change.getKey(), value);
        }
    }

    /** Its value just before the instant. */
    BigDecimal before(Instant instant) {
        Map.Entry<Instant, BigDecimal> last = valueFrom.lowerEntry(instant);
        return last == null ? BigDecimal.ZERO : last.getValue();
    }

    /** Its average over the period, by the time each value holds. */
    BigDecimal averageOfSeconds(ServicePeriod period) {
        BigDecimal area = before(period.from()).multiply(seconds(period.from(), period.to()));
        for (Map.Entry<Instant, BigDecimal> change :
                changes.subMap(period.from(), period.to()).entrySet()) {
            area = area.add(change.getValue().multiply(seconds(change.getKey(), period.to())));
        }
        return Decimals.quotient(area, seconds(period.from(), period.to()));
    }

    /** Its average over the zone's days that the period touches, each with the value at its end. */
    BigDecimal averageOfDays(ServicePeriod period, ZoneId zone) {
        BigDecimal sum = BigDecimal.ZERO;
        Instant from = period.from();
        int days = 0;
        while (from.isBefore(period.to())) {
            Instant midnight = from.atZone(zone)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            Instant end = midnight.isBefore(period.to()) ? midnight : period.to();
            sum = sum.add(before(end));
            days++;
            from = end;
        }
        return Decimals.quotient(sum, BigDecimal.valueOf(days));
    }

    static BigDecimal seconds(Instant from, Instant to) {
        return SlotForm.seconds(Duration.between(from, to));
    }
}
