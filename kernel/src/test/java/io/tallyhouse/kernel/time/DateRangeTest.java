package io.tallyhouse.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DateRangeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-06-01, 2026-06-30, 30",
        "2026-06-01, 2026-06-01, 1",
        "2026-02-01, 2026-02-28, 28",
        "2028-02-01, 2028-02-29, 29",
        "2026-01-01, 2026-12-31, 365",
        "2025-12-31, 2026-01-01, 2",
    })
    void both_ends_belong_to_the_range(LocalDate start, LocalDate end, long days) {
        DateRange range = new DateRange(start, end);

        assertThat(range.days()).isEqualTo(days);
        assertThat(range.contains(start)).isTrue();
        assertThat(range.contains(end)).isTrue();
        assertThat(range.contains(start.minusDays(1))).isFalse();
        assertThat(range.contains(end.plusDays(1))).isFalse();
    }

    @Test
    void an_end_before_the_start_is_refused() {
        assertThatThrownBy(() -> DateRange.of("2026-06-02", "2026-06-01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end 2026-06-01 is before start 2026-06-02");
    }

    @Test
    void ranges_meet_in_the_days_that_belong_to_both() {
        DateRange june = DateRange.of("2026-06-01", "2026-06-30");

        assertThat(june.intersection(DateRange.of("2026-06-10", "2026-07-10")))
                .contains(DateRange.of("2026-06-10", "2026-06-30"));
        assertThat(june.intersection(DateRange.of("2026-05-01", "2026-06-01")))
                .contains(DateRange.of("2026-06-01", "2026-06-01"));
        assertThat(june.intersection(DateRange.of("2026-01-01", "2026-12-31"))).contains(june);
        assertThat(june.intersection(DateRange.of("2026-07-01", "2026-07-31"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,              2026-10-01, 2026-10-31, 2026-10-01T00:00:00Z, 2026-11-01T00:00:00Z",
        // summer time ends on 25 October 2026 and begins on 29 March: an hour more, an hour less
        "Europe/Warsaw,    2026-10-25, 2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "Europe/Warsaw,    2026-03-29, 2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "America/New_York, 2026-03-08, 2026-03-08, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        // half hours and quarters of hours
        "Asia/Kolkata,     2026-10-01, 2026-10-01, 2026-09-30T18:30:00Z, 2026-10-01T18:30:00Z",
        "Asia/Kathmandu,   2026-10-01, 2026-10-01, 2026-09-30T18:15:00Z, 2026-10-01T18:15:00Z",
        // Lord Howe Island changes by half an hour, on 4 October 2026
        "Australia/Lord_Howe, 2026-10-04, 2026-10-04, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z",
        // in Santiago midnight of 6 September 2026 does not exist: the day begins at 01:00
        "America/Santiago, 2026-09-06, 2026-09-06, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z",
        // the Line Islands are a day ahead, Niue nearly one behind
        "Pacific/Kiritimati, 2026-10-01, 2026-10-01, 2026-09-30T10:00:00Z, 2026-10-01T10:00:00Z",
        "Pacific/Niue,     2026-10-01, 2026-10-01, 2026-10-01T11:00:00Z, 2026-10-02T11:00:00Z",
    })
    void days_become_instants_in_their_zone(ZoneId zone, LocalDate start, LocalDate end, Instant from, Instant to) {
        assertThat(new DateRange(start, end).in(zone)).isEqualTo(new ServicePeriod(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw, 2026-10-25, 25",
        "Europe/Warsaw, 2026-03-29, 23",
        "America/Santiago, 2026-09-06, 23",
        "Asia/Kolkata, 2026-03-29, 24",
    })
    void a_day_has_the_hours_that_its_zone_gives_it(ZoneId zone, LocalDate day, long hours) {
        ServicePeriod period = new DateRange(day, day).in(zone);

        assertThat(Duration.between(period.from(), period.to())).isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @CsvSource({"UTC", "Europe/Warsaw", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"})
    void adjoining_days_adjoin_in_every_zone(ZoneId zone) {
        LocalDate first = LocalDate.parse("2026-01-01");
        for (LocalDate day = first; day.getYear() == 2026; day = day.plusDays(1)) {
            DateRange next = new DateRange(day.plusDays(1), day.plusDays(1));
            assertThat(new DateRange(day, day).in(zone).to())
                    .isEqualTo(next.in(zone).from());
        }
    }

    @Test
    void a_service_period_has_its_first_instant_and_not_its_last() {
        ServicePeriod day = DateRange.of("2026-10-01", "2026-10-01").in(ZoneId.of("UTC"));

        assertThat(day.contains(Instant.parse("2026-10-01T00:00:00Z"))).isTrue();
        assertThat(day.contains(Instant.parse("2026-10-01T23:59:59.999999999Z")))
                .isTrue();
        assertThat(day.contains(Instant.parse("2026-10-02T00:00:00Z"))).isFalse();
        assertThat(day.contains(Instant.parse("2026-09-30T23:59:59.999999999Z")))
                .isFalse();
        assertThatThrownBy(() -> new ServicePeriod(day.from(), day.from()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be before");
    }

    @Test
    void two_ranges_span_from_the_first_to_the_last_day_of_both() {
        DateRange early = DateRange.of("2026-01-01", "2026-01-10");
        DateRange late = DateRange.of("2026-03-05", "2026-03-06");

        assertThat(early.spanning(late)).isEqualTo(DateRange.of("2026-01-01", "2026-03-06"));
        assertThat(late.spanning(early)).isEqualTo(early.spanning(late));
        assertThat(early.spanning(DateRange.of("2026-01-03", "2026-01-04"))).isEqualTo(early);
    }
}
