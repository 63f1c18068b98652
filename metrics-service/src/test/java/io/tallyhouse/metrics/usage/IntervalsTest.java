package io.tallyhouse.metrics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.metrics.meter.Usage;
import io.tallyhouse.metrics.usage.UsageRequest.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntervalsTest {
    private static final MetricDefinition METRIC = Usage.metric(Aggregation.COUNT);

    private static List<ServicePeriod> intervals(String from, String to, String zone, Granularity granularity) {
        ServicePeriod period = DateRange.of(from, to).in(ZoneId.of(zone));
        return new Span(period, ZoneId.of(zone), granularity).intervals(METRIC);
    }

    private static Duration length(ServicePeriod period) {
        return Duration.between(period.from(), period.to());
    }

    @Test
    void days_are_those_of_the_zone_and_as_long_as_its_clock_makes_them() {
        // Warsaw went back from 03:00 to 02:00 on 25 October 2026
        List<ServicePeriod> days = intervals("2026-10-24", "2026-10-26", "Europe/Warsaw", Granularity.DAY);

        assertThat(days)
                .extracting(IntervalsTest::length)
                .containsExactly(Duration.ofHours(24), Duration.ofHours(25), Duration.ofHours(24));
        assertThat(days.get(0).from()).isEqualTo(Instant.parse("2026-10-23T22:00:00Z"));
    }

    @Test
    void hours_of_a_zone_with_a_quarter_begin_on_its_hours() {
        List<ServicePeriod> hours = intervals("2026-10-05", "2026-10-05", "Asia/Kathmandu", Granularity.HOUR);

        // Nepal is at +05:45: its midnight is 18:15 UTC
        assertThat(hours).hasSize(24);
        assertThat(hours.get(1).from()).isEqualTo(Instant.parse("2026-10-04T19:15:00Z"));
    }

    @Test
    void weeks_begin_on_mondays_and_months_on_their_first_day() {
        // 2026-10-01 is a Thursday
        List<ServicePeriod> weeks = intervals("2026-10-01", "2026-10-31", "UTC", Granularity.WEEK);
        List<ServicePeriod> months = intervals("2026-10-15", "2026-12-01", "UTC", Granularity.MONTH);

        assertThat(weeks)
                .extracting(week -> week.from().toString().substring(0, 10))
                .containsExactly("2026-10-01", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26");
        assertThat(months)
                .extracting(month -> month.from().toString().substring(0, 10))
                .containsExactly("2026-10-15", "2026-11-01", "2026-12-01");
    }

    @Test
    void slots_are_the_metrics_own() {
        List<ServicePeriod> slots = intervals("2026-10-05", "2026-10-05", "UTC", Granularity.SLOT);

        // 24 hours of four quarters
        assertThat(slots).hasSize(96).extracting(IntervalsTest::length).containsOnly(Duration.ofMinutes(15));
    }

    @Test
    void instants_cut_the_first_and_the_last_interval() {
        ServicePeriod period =
                new ServicePeriod(Instant.parse("2026-10-05T22:30:00Z"), Instant.parse("2026-10-07T01:15:00Z"));

        List<ServicePeriod> days = new Span(period, ZoneId.of("UTC"), Granularity.DAY).intervals(METRIC);

        assertThat(days)
                .extracting(IntervalsTest::length)
                .containsExactly(Duration.ofMinutes(90), Duration.ofHours(24), Duration.ofMinutes(75));
    }

    @ParameterizedTest
    @CsvSource({"UTC", "Europe/Warsaw", "America/Asuncion", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"})
    void intervals_cover_the_period_without_gap_or_overlap(String zone) {
        for (Granularity granularity : EnumSet.complementOf(EnumSet.of(Granularity.SLOT))) {
            List<ServicePeriod> intervals = intervals("2023-01-01", "2023-12-31", zone, granularity);

            ServicePeriod whole = DateRange.of("2023-01-01", "2023-12-31").in(ZoneId.of(zone));
            assertThat(intervals.get(0).from()).isEqualTo(whole.from());
            assertThat(intervals.get(intervals.size() - 1).to()).isEqualTo(whole.to());
            for (int index = 1; index < intervals.size(); index++) {
                assertThat(intervals.get(index).from())
                        .isEqualTo(intervals.get(index - 1).to());
            }
        }
    }

    @Test
    void a_period_in_too_many_pieces_is_not_cut_to_the_end() {
        assertThat(intervals("2001-01-01", "2026-12-31", "UTC", Granularity.HOUR))
                .hasSize(Span.INTERVALS_MAX + 1);
    }
}
