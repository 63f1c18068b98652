package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.aggregation.SlotValue.Weighted;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What slots come to over a period. Both ends of the period fall on slot edges, so that no slot straddles them.
 *
 * @param value rounded as the measure says; empty where there is no such number
 * @param events counted in the period
 * @param fingerprint of the events counted in the period
 * @param opening the level at the period's start, where it is carried over; 0 if there is none
 */
public record PeriodUsage(
        Optional<BigDecimal> value, long events, Fingerprint fingerprint, Optional<BigDecimal> opening) {
    private static final BigDecimal SECONDS_IN_HOUR = BigDecimal.valueOf(3600);

    /**
     * @param series with all slots of the period and, where the measure carries over, all before it; what lies elsewhere
     *     changes nothing
     * @param zone whose days count where the measure is prorated by days
     */
    public static PeriodUsage of(Measure measure, Collection<SlotSeries> series, ServicePeriod period, ZoneId zone) {
        return ofEach(measure, series, List.of(period), zone).get(0);
    }

    /** As {@link #of} for each of the periods, which may be many. */
    public static List<PeriodUsage> ofEach(
            Measure measure, Collection<SlotSeries> series, List<ServicePeriod> periods, ZoneId zone) {
        Optional<Level> carried =
                measure.carriesOver() ? Optional.of(Levels.of(measure, series, SlotSeries::steps)) : Optional.empty();
        return periods.stream()
                .map(period -> new Reading(measure, series, period, zone, carried).usage())
                .toList();
    }

    private static SortedMap<Instant, Slot> within(SlotSeries series, ServicePeriod period) {
        return series.slots().subMap(period.from(), period.to());
    }

    /** One reading of one period. */
    private record Reading(
            Measure measure,
            Collection<SlotSeries> series,
            ServicePeriod period,
            ZoneId zone,
            Optional<Level> carried) {
        PeriodUsage usage() {
            long events = 0;
            Fingerprint fingerprint = Fingerprint.ZERO;
            for (SlotSeries one : series) {
                for (Slot slot : within(one, period).values()) {
                    events = Math.addExact(events, slot.events());
                    fingerprint = fingerprint.plus(slot.fingerprint());
                }
            }
            return new PeriodUsage(result(events), events, fingerprint, opening());
        }

        private Optional<BigDecimal> result(long events) {
            Optional<BigDecimal> exact = exact(events).map(Decimals::canonical);
            return measure.options()
                    .rounding()
                    .map(rounding -> exact.map(rounding::round))
                    .orElse(exact);
        }

        private Optional<BigDecimal> opening() {
            return carried.map(level -> Decimals.canonical(level.before(period.from())));
        }

        private Optional<BigDecimal> exact(long events) {
            return switch (measure.aggregation()) {
                case COUNT, SUM -> Optional.of(count());
                case UNIQUE -> Optional.of(measure.operations() ? levelResult() : BigDecimal.valueOf(members()));
                case MIN -> values(Extreme.class).map(Extreme::number).reduce(BigDecimal::min);
                case MAX -> values(Extreme.class).map(Extreme::number).reduce(BigDecimal::max);
                case AVG ->
                    events == 0
                            ? Optional.empty()
                            : Optional.of(Decimals.quotient(total(), BigDecimal.valueOf(events)));
                case LATEST -> values(Newest.class).reduce(Newest::later).map(Newest::number);
                case WEIGHTED_SUM -> hasHistory() ? Optional.of(resultOfChanges()) : Optional.empty();
                case GAUGE -> hasHistory() ? Optional.of(levelResult()) : Optional.empty();
                case PERCENTILE -> events == 0 ? Optional.empty() : Optional.of(percentile());
            };
        }

        private BigDecimal count() {
            if (measure.form() == SlotForm.WEIGHTED) {
                return averageOfChanges();
            }
            return measure.carriesOver() || measure.options().prorate().isPresent() ? levelResult() : total();
        }

        private BigDecimal levelResult() {
            Optional<Proration> prorate = measure.options().prorate();
            if (prorate.isEmpty()) {
                return level().before(period.to());
            }
            return prorate.get() == Proration.DAYS
                    ? level().averageOfDays(period, zone)
                    : level().averageOfSeconds(period);
        }

        private BigDecimal resultOfChanges() {
            return switch (measure.options().result().orElse(LevelResult.AVERAGE)) {
                case AVERAGE -> averageOfChanges();
                case UNIT_HOURS -> Decimals.quotient(areaOfChanges(), SECONDS_IN_HOUR);
            };
        }

        private BigDecimal averageOfChanges() {
            return Decimals.quotient(areaOfChanges(), Level.seconds(period.from(), period.to()));
        }

        /** Heights times seconds; changes of slots that keep their times only in the weighted sum. */
        private BigDecimal areaOfChanges() {
            BigDecimal area = level().before(period.from()).multiply(Level.seconds(period.from(), period.to()));
            for (SlotSeries one : series) {
                for (Map.Entry<Instant, Slot> entry :
                        one.steps().subMap(period.from(), period.to()).entrySet()) {
                    if (entry.getValue().value().orElse(null) instanceof Weighted changes) {
                        Instant slotEnd = entry.getKey().plus(measure.slotLength());
                        area = area.add(changes.deltaSeconds())
                                .add(changes.delta().multiply(Level.seconds(slotEnd, period.to())));
                    }
                }
            }
            return area;
        }

        /** Carried over from earlier periods, or beginning at 0 with this one. */
        private Level level() {
            return carried.orElseGet(() -> Levels.of(measure, series, one -> within(one, period)));
        }

        private boolean hasHistory() {
            return series.stream()
                    .flatMap(one -> one.steps().headMap(period.to()).values().stream())
                    .anyMatch(slot -> !slot.isZero());
        }

        private long members() {
            return series.stream()
                    .filter(one -> within(one, period).values().stream().anyMatch(slot -> !slot.isZero()))
                    .map(SlotSeries::member)
                    .distinct()
                    .count();
        }

        private BigDecimal total() {
            BigDecimal total = BigDecimal.ZERO;
            for (SlotSeries one : series) {
                for (Slot slot : within(one, period).values()) {
                    if (slot.value().orElse(null) instanceof Total part) {
                        total = total.add(part.sum());
                    }
                }
            }
            return total;
        }

        private <V extends SlotValue> Stream<V> values(Class<V> type) {
            return series.stream()
                    .flatMap(one -> within(one, period).values().stream())
                    .flatMap(slot -> slot.value().stream())
                    .map(type::cast);
        }

        private BigDecimal percentile() {
            TreeMap<Instant, BigDecimal> sums = new TreeMap<>();
            for (SlotSeries one : series) {
                within(one, period)
                        .forEach((start, slot) -> slot.value()
                                .ifPresent(value -> sums.merge(start, ((Total) value).sum(), BigDecimal::add)));
            }
            List<BigDecimal> ascending = sums.values().stream().sorted().toList();
            long slots = Duration.between(period.from(), period.to()).dividedBy(measure.slotLength());
            long rank = measure.options()
                    .percentile()
                    .orElseThrow()
                    .multiply(BigDecimal.valueOf(slots))
                    .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                    .longValueExact();
            return atRank(ascending, slots - ascending.size(), rank);
        }

        /** The value at the rank, from 1, among ascending values and so many zeros. */
        private static BigDecimal atRank(List<BigDecimal> ascending, long zeros, long rank) {
            int negative =
                    (int) ascending.stream().filter(sum -> sum.signum() < 0).count();
            if (rank <= negative) {
                return ascending.get((int) rank - 1);
            }
            return rank <= negative + zeros ? BigDecimal.ZERO : ascending.get((int) (rank - zeros) - 1);
        }
    }
}
