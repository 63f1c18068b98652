package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.aggregation.RawEvent.Sender;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PeriodUsageTest extends UsageStory {
    @Test
    void a_period_has_its_first_moment_and_not_its_last() {
        number("2026-10-04T23:59:59.999999999Z", "1");
        number("2026-10-05T00:00:00Z", "2");
        number("2026-10-05T23:59:59.999999999Z", "4");
        number("2026-10-06T00:00:00Z", "8");

        assertThat(of(Aggregation.COUNT)).isEqualTo("2");
        // 2 + 4 = 6
        assertThat(of(Aggregation.SUM)).isEqualTo("6");
        // of the fingerprints 1, 2, 3 and 4 the second and the third: 2 + 3 = 5
        assertThat(usage(measure(Aggregation.SUM, ResultOptions.NONE), DAY, UTC).fingerprint())
                .isEqualTo(new Fingerprint(0, 5));
    }

    @Test
    void a_sum_of_negative_numbers_may_fall_below_zero() {
        number("2026-10-05T10:00:00Z", "0.1");
        number("2026-10-05T11:00:00Z", "0.2");
        number("2026-10-05T12:00:00Z", "-1.50");

        // 0.1 + 0.2 - 1.5 = -1.2
        assertThat(of(Aggregation.SUM)).isEqualTo("-1.2");
        assertThat(of(Aggregation.MIN)).isEqualTo("-1.5");
        assertThat(of(Aggregation.MAX)).isEqualTo("0.2");
        // -1.2 / 3 = -0.4
        assertThat(of(Aggregation.AVG)).isEqualTo("-0.4");
        assertThat(of(Aggregation.LATEST)).isEqualTo("-1.5");
    }

    @Test
    void an_average_has_34_digits() {
        number("2026-10-05T10:00:00Z", "1");
        number("globex", "2026-10-05T10:00:00Z", "0");
        number("globex", "2026-10-05T20:00:00Z", "1");

        // (1 + 0 + 1) / 3
        assertThat(of(Aggregation.AVG)).isEqualTo("0." + "6".repeat(33) + "7");
    }

    @Test
    void of_events_at_the_same_time_the_greatest_id_is_the_latest() {
        number("globex", "2026-10-05T10:00:00Z", "9"); // e-0
        number("acme", "2026-10-05T10:00:00Z", "3"); // e-1

        assertThat(of(Aggregation.LATEST)).isEqualTo("3");
    }

    @Test
    void a_member_is_counted_once_whatever_slot_or_subject_it_is_seen_in() {
        event(new Sender("acme", ""), "2026-10-05T10:00:00Z", "0", "ann", true);
        event(new Sender("globex", ""), "2026-10-05T10:20:00Z", "0", "ann", true);
        event(new Sender("globex", ""), "2026-10-05T10:20:00Z", "0", "bob", true);
        event(new Sender("globex", ""), "2026-10-04T10:20:00Z", "0", "cid", true);

        assertThat(of(Aggregation.UNIQUE)).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"95, 1", "94.8, 1", "94.79, 0", "96, 2", "99, 5", "100, 5", "50, 0"})
    void a_percentile_has_the_nearest_rank_among_all_96_slots(String percentile, String value) {
        for (int slot = 1; slot <= 5; slot++) {
            number("2026-10-05T0%d:00:00Z".formatted(slot), Integer.toString(slot));
        }

        // ranks 1 to 91 are empty slots, 92 to 96 are 1 to 5; 95% of 96 is 91.2: rank 92; 94.79% is 90.9984: rank 91
        assertThat(of(percentile(percentile))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"25, -5", "26, 0", "75, 0", "76, 3"})
    void negative_slots_rank_below_empty_ones_and_subjects_are_added_slot_by_slot(String percentile, String value) {
        number("acme", "2026-10-05T10:00:00Z", "-7");
        number("globex", "2026-10-05T10:14:59Z", "2");
        number("acme", "2026-10-05T10:45:00Z", "3");
        ServicePeriod hour =
                new ServicePeriod(Instant.parse("2026-10-05T10:00:00Z"), Instant.parse("2026-10-05T11:00:00Z"));

        // slots: -7 + 2 = -5, 0, 0, 3
        assertThat(of(percentile(percentile), hour, UTC)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "UP, 0, 2.1, 3",
        "UP, 0, -2.1, -3",
        "UP, 0, 2, 2",
        "UP, -2, 101, 200",
        "UP, 9, 0.0000000001, 0.000000001",
        "DOWN, 0, 2.9, 2",
        "DOWN, 0, -2.9, -2",
        "DOWN, -9, 999999999, 0",
        "DOWN, 1, 0.19, 0.1",
        "HALF_UP, 0, 2.5, 3",
        "HALF_UP, 0, -2.5, -3",
        "HALF_UP, 0, 2.4999, 2",
        "HALF_UP, -2, 150, 200",
        "HALF_UP, -2, 149.99, 100"
    })
    void a_result_is_rounded_once_after_all_else(ResultRounding.Mode mode, int digits, String exact, String rounded) {
        number("2026-10-05T10:00:00Z", exact);

        assertThat(of(rounded(Aggregation.SUM, mode, digits))).isEqualTo(rounded);
        assertThat(of(rounded(Aggregation.MAX, mode, digits))).isEqualTo(rounded);
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void nothing_is_zero_where_things_are_counted_or_added_and_no_number_elsewhere(Aggregation aggregation) {
        Measure measure =
                aggregation == Aggregation.PERCENTILE ? percentile("50") : measure(aggregation, ResultOptions.NONE);
        boolean isZero =
                List.of(Aggregation.COUNT, Aggregation.SUM, Aggregation.UNIQUE).contains(aggregation);

        PeriodUsage ofNothing = PeriodUsage.of(measure, List.of(), DAY, UTC);
        PeriodUsage ofEmptiedSlots = PeriodUsage.of(
                measure,
                List.of(new SlotSeries("", new TreeMap<>()), emptied(DAY.from()), emptied(DAY.from())),
                DAY,
                UTC);

        assertThat(ofNothing.value()).isEqualTo(isZero ? Optional.of(BigDecimal.ZERO) : Optional.empty());
        assertThat(ofNothing.value()).isEqualTo(aggregation.emptyResult());
        assertThat(ofEmptiedSlots).isEqualTo(ofNothing);
        assertThat(ofNothing.events()).isZero();
    }

    private static SlotSeries emptied(Instant start) {
        TreeMap<Instant, Slot> slots = new TreeMap<>();
        slots.put(start, Slot.ZERO);
        return new SlotSeries("ann", slots);
    }

    @Test
    void a_whole_of_nothing_but_zeros_is_a_number() {
        number("2026-10-05T10:00:00Z", "0.00");

        assertThat(List.of(of(Aggregation.MIN), of(Aggregation.AVG), of(Aggregation.GAUGE), of(percentile("100"))))
                .containsOnly("0");
    }
}
