package io.tallyhouse.billing.usage;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotSeries;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads absolute totals day by day out of a GAUGE metric's slots, each of which has the newest total of its minutes. */
public final class TotalsByDay {
    private TotalsByDay() {}

    /**
     * @param series with all slots of the days and all before them; each is one subject's in one group
     * @param zone whose days they are
     */
    public static DailyTotals of(Collection<SlotSeries> series, DateRange days, ZoneId zone) {
        BigDecimal opening = BigDecimal.ZERO;
        List<BigDecimal> sums = new ArrayList<>(
                Stream.generate(() -> BigDecimal.ZERO).limit(days.days()).toList());
        long events = 0;
        Fingerprint fingerprint = Fingerprint.ZERO;
        for (SlotSeries one : series) {
            TreeMap<Instant, BigDecimal> totals = totals(one);
            BigDecimal level = before(totals, days.start(), zone);
            opening = opening.add(level);
            LocalDate day = days.start();
            for (int index = 0; index < sums.size(); index++) {
                sums.set(index, sums.get(index).add(highest(totals, day, zone)));
                day = day.plusDays(1);
            }
            for (Slot slot : one.slots()
                    .subMap(start(days.start(), zone), start(days.end().plusDays(1), zone))
                    .values()) {
                events = Math.addExact(events, slot.events());
                fingerprint = fingerprint.plus(slot.fingerprint());
            }
        }
        return new DailyTotals(opening, sums, events, fingerprint);
    }

    private static TreeMap<Instant, BigDecimal> totals(SlotSeries series) {
        TreeMap<Instant, BigDecimal> totals = new TreeMap<>();
        for (Slot slot : series.steps().values()) {
            if (slot.value().orElse(null) instanceof Newest newest) {
                totals.put(newest.time(), newest.number());
            }
        }
        return totals;
    }

    private static BigDecimal highest(TreeMap<Instant, BigDecimal> totals, LocalDate day, ZoneId zone) {
        return totals.subMap(start(day, zone), start(day.plusDays(1), zone)).values().stream()
                .max(BigDecimal::compareTo)
                .orElseGet(() -> before(totals, day, zone));
    }

    private static BigDecimal before(TreeMap<Instant, BigDecimal> totals, LocalDate day, ZoneId zone) {
        var earlier = totals.lowerEntry(start(day, zone));
        return earlier == null ? BigDecimal.ZERO : earlier.getValue();
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
