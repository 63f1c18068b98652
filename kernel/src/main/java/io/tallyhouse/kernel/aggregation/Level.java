package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** A step function of time: 0 before its first change. Mutable while it is built. */
final class Level {
    private final TreeMap<Instant, BigDecimal> changes = new TreeMap<>();

    void change(Instant at, BigDecimal by) {
        changes.merge(at, by, BigDecimal::add);
    }

    /** Its value just before the instant. */
    BigDecimal before(Instant instant) {
        return sum(changes.headMap(instant, false));
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
        BigDecimal closing = before(period.from());
        Instant from = period.from();
        int days = 0;
        while (from.isBefore(period.to())) {
            Instant midnight = from.atZone(zone)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            Instant end = midnight.isBefore(period.to()) ? midnight : period.to();
            closing = closing.add(sum(changes.subMap(from, end)));
            sum = sum.add(closing);
            days++;
            from = end;
        }
        return Decimals.quotient(sum, BigDecimal.valueOf(days));
    }

    private static BigDecimal sum(Map<Instant, BigDecimal> changes) {
        return changes.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal seconds(Instant from, Instant to) {
        return SlotForm.seconds(Duration.between(from, to));
    }
}
