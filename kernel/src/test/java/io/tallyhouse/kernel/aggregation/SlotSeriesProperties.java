package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.aggregation.SlotForm.SlotEvent;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What two customers get of a series that changes hands is what one would have got. */
class SlotSeriesProperties {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final int SLOTS = 96;
    private static final MathContext SHOWN = new MathContext(25);

    @Property
    void two_halves_of_a_series_come_to_the_whole(@ForAll long seed) {
        Random random = new Random(seed);
        for (Measure measure : measures().toList()) {
            // Given a day of slots, of which the period is a part, and a moment at which the series changes hands
            SlotSeries whole = new SlotSeries("", slots(measure, random));
            Optional<Instant> change = Optional.of(edge(random.nextInt(SLOTS)));
            int from = random.nextInt(SLOTS - 1);
            ServicePeriod period = new ServicePeriod(edge(from), edge(from + 1 + random.nextInt(SLOTS - from)));
            // When
            PeriodUsage all = usage(measure, whole, period);
            PeriodUsage former = usage(measure, whole.during(Optional.empty(), change, measure), period);
            PeriodUsage later = usage(measure, whole.during(change, Optional.empty(), measure), period);
            // Then
            assertThat(former.events() + later.events()).isEqualTo(all.events());
            assertThat(former.fingerprint().plus(later.fingerprint())).isEqualTo(all.fingerprint());
            assertThat(number(former).add(number(later)).round(SHOWN).stripTrailingZeros())
                    .as("%s changing hands at %s in %s", measure, change, period)
                    .isEqualTo(number(all).round(SHOWN).stripTrailingZeros());
        }
    }

    @Property
    void before_it_begins_and_after_it_ends_a_series_comes_to_nothing(@ForAll long seed) {
        Random random = new Random(seed);
        for (Measure measure : measures().toList()) {
            SlotSeries whole = new SlotSeries("", slots(measure, random));
            SlotSeries part = whole.during(Optional.of(edge(32)), Optional.of(edge(64)), measure);
            assertThat(number(usage(measure, part, new ServicePeriod(edge(0), edge(32))))
                            .signum())
                    .isZero();
            assertThat(number(usage(measure, part, new ServicePeriod(edge(64), edge(96))))
                            .signum())
                    .isZero();
        }
    }

    private static Stream<Measure> measures() {
        ResultOptions carried = new ResultOptions(Optional.empty(), true, Optional.empty(), Optional.empty());
        return Stream.of(
                measure(Aggregation.SUM, ResultOptions.NONE),
                measure(Aggregation.SUM, carried),
                measure(Aggregation.SUM, prorated(true, Proration.SECONDS)),
                measure(Aggregation.SUM, prorated(true, Proration.DAYS)),
                measure(Aggregation.GAUGE, ResultOptions.NONE),
                measure(Aggregation.GAUGE, prorated(false, Proration.SECONDS)),
                measure(Aggregation.WEIGHTED_SUM, ResultOptions.NONE));
    }

    private static ResultOptions prorated(boolean carryOver, Proration proration) {
        return new ResultOptions(Optional.empty(), carryOver, Optional.of(proration), Optional.empty());
    }

    private static Measure measure(Aggregation aggregation, ResultOptions options) {
        return new Measure(aggregation, options, false, SLOT);
    }

    private static TreeMap<Instant, Slot> slots(Measure measure, Random random) {
        TreeMap<Instant, Slot> slots = new TreeMap<>();
        int events = random.nextInt(30);
        for (int event = 0; event < events; event++) {
            Instant start = edge(random.nextInt(SLOTS));
            SlotValue value = measure.form()
                    .of(new SlotEvent(
                            BigDecimal.valueOf(random.nextInt(200) - 60, 1),
                            start.plusSeconds(random.nextInt(900)),
                            Integer.toString(event),
                            start.plus(SLOT)));
            Fingerprint digest = new Fingerprint(random.nextLong(), random.nextLong());
            slots.merge(start, Slot.ofEvent(digest, value), (a, b) -> a.merge(b, measure.form()));
        }
        return slots;
    }

    private static PeriodUsage usage(Measure measure, SlotSeries series, ServicePeriod period) {
        return PeriodUsage.of(measure, List.of(series), period, ZoneOffset.UTC);
    }

    private static BigDecimal number(PeriodUsage usage) {
        return usage.value().orElse(BigDecimal.ZERO);
    }

    private static Instant edge(int slot) {
        return START.plus(SLOT.multipliedBy(slot));
    }
}
