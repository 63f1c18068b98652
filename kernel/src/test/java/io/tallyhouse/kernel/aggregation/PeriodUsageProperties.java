package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.aggregation.ResultRounding.Mode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever the order of the events, however their slots are split and merged, and whatever was counted and taken back in
 * between, a period comes to what {@link PlainReckoning} says. A failing seed is printed and makes the same story again.
 */
class PeriodUsageProperties {
    private static final int TIMELINES = 1_000;
    private static final List<Integer> SLOT_MINUTES = List.of(1, 5, 15);
    private static final List<String> PERCENTILES = List.of("0.1", "33.3", "50", "95", "99.99", "100");

    @Property(tries = TIMELINES)
    void count(@ForAll long seed) {
        assertReckoned(Aggregation.COUNT, false, seed);
    }

    @Property(tries = TIMELINES)
    void sum(@ForAll long seed) {
        assertReckoned(Aggregation.SUM, false, seed);
    }

    @Property(tries = TIMELINES)
    void min(@ForAll long seed) {
        assertReckoned(Aggregation.MIN, false, seed);
    }

    @Property(tries = TIMELINES)
    void max(@ForAll long seed) {
        assertReckoned(Aggregation.MAX, false, seed);
    }

    @Property(tries = TIMELINES)
    void avg(@ForAll long seed) {
        assertReckoned(Aggregation.AVG, false, seed);
    }

    @Property(tries = TIMELINES)
    void latest(@ForAll long seed) {
        assertReckoned(Aggregation.LATEST, false, seed);
    }

    @Property(tries = TIMELINES)
    void unique(@ForAll long seed) {
        assertReckoned(Aggregation.UNIQUE, false, seed);
    }

    @Property(tries = TIMELINES)
    void unique_with_operations(@ForAll long seed) {
        assertReckoned(Aggregation.UNIQUE, true, seed);
    }

    @Property(tries = TIMELINES)
    void weighted_sum(@ForAll long seed) {
        assertReckoned(Aggregation.WEIGHTED_SUM, false, seed);
    }

    @Property(tries = TIMELINES)
    void gauge(@ForAll long seed) {
        assertReckoned(Aggregation.GAUGE, false, seed);
    }

    @Property(tries = TIMELINES)
    void percentile(@ForAll long seed) {
        assertReckoned(Aggregation.PERCENTILE, false, seed);
    }

    @Property(tries = TIMELINES)
    void reading_many_periods_at_once_is_reading_each(@ForAll long seed, @ForAll Aggregation aggregation) {
        Random random = new Random(seed);
        Measure measure = measure(aggregation, aggregation == Aggregation.UNIQUE && random.nextBoolean(), random);
        UsageTimeline timeline = UsageTimeline.random(random, measure.slotLength());
        List<SlotSeries> series = new Slotting(measure, random).of(timeline.events(), timeline.passing());
        Instant to = timeline.period().to();
        List<ServicePeriod> periods = List.of(
                new ServicePeriod(to, to.plus(measure.slotLength())),
                timeline.period(),
                new ServicePeriod(to.minus(measure.slotLength()), to));

        assertThat(PeriodUsage.ofEach(measure, series, periods, timeline.zone()))
                .isEqualTo(periods.stream()
                        .map(period -> PeriodUsage.of(measure, series, period, timeline.zone()))
                        .toList());
    }

    @Property(tries = TIMELINES)
    void unit_hours_of_the_parts_of_a_period_add_up_to_those_of_the_whole(@ForAll long seed) {
        Random random = new Random(seed);
        Measure measure = new Measure(
                Aggregation.WEIGHTED_SUM, unitHours(), false, Duration.ofMinutes(SLOT_MINUTES.get(random.nextInt(3))));
        UsageTimeline timeline = UsageTimeline.random(random, measure.slotLength());
        List<SlotSeries> series = new Slotting(measure, random).of(timeline.events(), timeline.passing());
        Instant from = timeline.period().from();
        long slots = Duration.between(from, timeline.period().to()).dividedBy(measure.slotLength());
        Instant middle = from.plus(measure.slotLength().multipliedBy(random.nextLong(slots)));
        BigDecimal whole = unitHours(measure, series, timeline.period());
        BigDecimal first =
                middle.equals(from) ? BigDecimal.ZERO : unitHours(measure, series, new ServicePeriod(from, middle));
        BigDecimal second = unitHours(
                measure, series, new ServicePeriod(middle, timeline.period().to()));

        // each of the three quotients is right to 34 digits
        BigDecimal largest = whole.abs().max(first.abs()).max(second.abs());
        assertThat(first.add(second).subtract(whole).abs()).isLessThanOrEqualTo(largest.movePointLeft(33));
    }

    private static ResultOptions unitHours() {
        return new ResultOptions(
                Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.of(LevelResult.UNIT_HOURS));
    }

    private static BigDecimal unitHours(Measure measure, List<SlotSeries> series, ServicePeriod period) {
        return PeriodUsage.of(measure, series, period, ZoneOffset.UTC).value().orElse(BigDecimal.ZERO);
    }

    @Property(tries = TIMELINES)
    void a_level_at_the_end_of_one_period_opens_the_next(@ForAll long seed) {
        Random random = new Random(seed);
        boolean isGauge = random.nextBoolean();
        Measure measure = new Measure(
                isGauge ? Aggregation.GAUGE : Aggregation.UNIQUE,
                new ResultOptions(Optional.empty(), !isGauge, Optional.empty(), Optional.empty()),
                !isGauge,
                Duration.ofMinutes(15));
        UsageTimeline timeline = UsageTimeline.random(random, measure.slotLength());
        List<SlotSeries> series = new Slotting(measure, random).of(timeline.events(), timeline.passing());
        Instant to = timeline.period().to();
        ServicePeriod next = new ServicePeriod(to, to.plus(Duration.ofDays(1)));

        assertThat(PeriodUsage.of(measure, series, next, timeline.zone()).opening())
                .contains(PeriodUsage.of(measure, series, timeline.period(), timeline.zone())
                        .value()
                        .orElse(BigDecimal.ZERO));
    }

    private static void assertReckoned(Aggregation aggregation, boolean operations, long seed) {
        Random random = new Random(seed);
        Measure measure = measure(aggregation, operations, random);
        UsageTimeline timeline = UsageTimeline.random(random, measure.slotLength());
        PlainReckoning plain = new PlainReckoning(measure, timeline.events(), timeline.period(), timeline.zone());
        Slotting slotting = new Slotting(measure, random);

        PeriodUsage usage = usage(measure, timeline, slotting.of(timeline.events(), timeline.passing()));
        PeriodUsage inAnotherWay = usage(measure, timeline, slotting.of(timeline.events(), List.of()));

        assertThat(text(usage.value())).as("value of %s", measure).isEqualTo(text(plain.value()));
        assertThat(text(usage.opening())).as("opening of %s", measure).isEqualTo(text(plain.opening()));
        assertThat(usage.events()).isEqualTo(plain.inside().size());
        assertThat(usage.fingerprint().hex()).isEqualTo(plain.fingerprint());
        assertThat(inAnotherWay).isEqualTo(usage);
    }

    private static PeriodUsage usage(Measure measure, UsageTimeline timeline, List<SlotSeries> series) {
        return PeriodUsage.of(measure, series, timeline.period(), timeline.zone());
    }

    private static Optional<String> text(Optional<BigDecimal> number) {
        return number.map(Decimals::text);
    }

    /** With whatever options the aggregation allows. */
    private static Measure measure(Aggregation aggregation, boolean operations, Random random) {
        boolean isLevel = aggregation != Aggregation.UNIQUE || operations;
        Optional<Proration> prorate = aggregation.mayProrate() && isLevel
                ? List.of(Optional.<Proration>empty(), Optional.of(Proration.DAYS), Optional.of(Proration.SECONDS))
                        .get(random.nextInt(3))
                : Optional.empty();
        Optional<BigDecimal> percentile = aggregation == Aggregation.PERCENTILE
                ? Optional.of(new BigDecimal(PERCENTILES.get(random.nextInt(PERCENTILES.size()))))
                : Optional.empty();
        boolean carryOver = aggregation.mayCarryOver() && isLevel && random.nextBoolean();
        return new Measure(
                aggregation,
                new ResultOptions(percentile, carryOver, prorate, rounding(random), result(aggregation, random)),
                operations,
                Duration.ofMinutes(SLOT_MINUTES.get(random.nextInt(SLOT_MINUTES.size()))));
    }

    private static Optional<LevelResult> result(Aggregation aggregation, Random random) {
        int choice = random.nextInt(LevelResult.values().length + 1);
        return aggregation == Aggregation.WEIGHTED_SUM && choice > 0
                ? Optional.of(LevelResult.values()[choice - 1])
                : Optional.empty();
    }

    private static Optional<ResultRounding> rounding(Random random) {
        Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
        return switch (random.nextInt(4)) {
            case 0 -> Optional.of(new ResultRounding(mode, random.nextInt(19) - 9));
            case 1 -> Optional.of(new ResultRounding(mode, random.nextInt(3) - 1));
            default -> Optional.empty();
        };
    }
}
