package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Of levels: what is carried over from earlier periods, prorated, or present at the end. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LevelUsageTest extends UsageStory {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void members_present_at_the_end_are_those_that_joined_and_did_not_leave_since() {
        joins("ann", "2026-10-04T10:00:00Z");
        joins("bob", "2026-10-05T10:00:00Z");
        joins("cid", "2026-10-05T11:00:00Z");
        leaves("bob", "2026-10-05T12:00:00Z");
        leaves("dan", "2026-10-05T12:00:00Z");
        leaves("ann", "2026-10-06T00:00:00Z");

        // cid
        assertThat(of(members(false, Optional.empty()))).isEqualTo("1");
        // ann from the day before, and cid
        assertThat(of(members(true, Optional.empty()))).isEqualTo("2");
        assertThat(usage(members(true, Optional.empty()), DAY, UTC).opening()).contains(BigDecimal.ONE);
    }

    @Test
    void a_member_is_paid_for_the_days_at_whose_end_it_is_there_or_for_its_seconds() {
        joins("ann", "2026-10-05T18:00:00Z");
        leaves("ann", "2026-10-07T06:00:00Z");
        ServicePeriod fourDays = DateRange.of("2026-10-05", "2026-10-08").in(UTC);

        // there at the ends of the 5th and the 6th: 2 of 4 days
        assertThat(of(members(true, Optional.of(Proration.DAYS)), fourDays, UTC))
                .isEqualTo("0.5");
        // 6 h + 24 h + 6 h = 36 h of 96 h
        assertThat(of(members(true, Optional.of(Proration.SECONDS)), fourDays, UTC))
                .isEqualTo("0.375");
    }

    @Test
    void a_weighted_sum_starts_from_the_level_before_and_weighs_changes_by_their_seconds() {
        number("2026-09-01T10:00:00Z", "12");
        number("2026-10-04T23:59:00Z", "-2");
        number("2026-10-05T12:00:00Z", "5");
        number("2026-10-05T18:00:00Z", "-20");

        // opening 12 - 2 = 10; 10 x 12 h + 15 x 6 h - 5 x 6 h = 180 h; 180 / 24 = 7.5
        assertThat(of(Aggregation.WEIGHTED_SUM)).isEqualTo("7.5");
        assertThat(usage(measure(Aggregation.WEIGHTED_SUM, ResultOptions.NONE), DAY, UTC)
                        .opening())
                .contains(BigDecimal.TEN);
    }

    @Test
    void unit_hours_are_the_level_times_how_long_it_holds() {
        number("2026-09-01T10:00:00Z", "12");
        number("2026-10-05T12:00:00Z", "-2");
        number("2026-10-05T18:00:30Z", "1.5");

        // 12 x 12 h + 10 x 6 h 30 s + 11.5 x 5 h 59 min 30 s, in seconds: 518,400 + 216,300 + 248,055 = 982,755
        // 982,755 / 3,600 = 272.9875
        assertThat(of(unitHours(), DAY, UTC)).isEqualTo("272.9875");
        // the next day, of 24 h at 11.5
        assertThat(of(unitHours(), DateRange.of("2026-10-06", "2026-10-06").in(UTC), UTC))
                .isEqualTo("276");
        // a day of 25 h
        assertThat(of(unitHours(), DateRange.of("2026-10-25", "2026-10-25").in(BERLIN), BERLIN))
                .isEqualTo("287.5");
        // nothing ever before
        assertThat(of(unitHours(), DateRange.of("2026-08-05", "2026-08-05").in(UTC), UTC))
                .isEqualTo("none");
    }

    private static Measure unitHours() {
        return measure(
                Aggregation.WEIGHTED_SUM,
                new ResultOptions(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LevelResult.UNIT_HOURS)));
    }

    @Test
    void a_gauge_holds_until_the_next_of_its_subject_and_subjects_add_up() {
        number("acme", "2026-09-01T10:00:00Z", "7");
        number("globex", "2026-10-05T06:00:00Z", "3");
        number("globex", "2026-10-05T18:00:00Z", "1");

        // 7 + 1
        assertThat(of(Aggregation.GAUGE)).isEqualTo("8");
        // 7 x 24 h + 3 x 12 h + 1 x 6 h = 210 h; 210 / 24
        assertThat(of(prorated(Aggregation.GAUGE, Proration.SECONDS))).isEqualTo("8.75");
        assertThat(of(prorated(Aggregation.GAUGE, Proration.DAYS))).isEqualTo("8");
    }

    @Test
    void of_a_gauge_each_slot_keeps_its_newest_level_and_no_other() {
        number("2026-10-05T12:00:00Z", "100");
        number("2026-10-05T12:10:00Z", "0");
        number("2026-10-05T18:00:00Z", "4");

        // the 100 of ten minutes are gone by rule: 4 x 6 h / 24 h
        assertThat(of(prorated(Aggregation.GAUGE, Proration.SECONDS))).isEqualTo("1");
    }

    @Test
    void carried_over_a_count_and_a_sum_start_from_what_was_there() {
        number("2026-09-01T10:00:00Z", "40");
        number("2026-10-05T10:00:00Z", "-15");

        assertThat(of(carried(Aggregation.COUNT))).isEqualTo("2");
        // 40 - 15 = 25
        assertThat(of(carried(Aggregation.SUM))).isEqualTo("25");
        assertThat(usage(carried(Aggregation.SUM), DAY, UTC).opening()).contains(new BigDecimal("40"));
        assertThat(usage(carried(Aggregation.SUM), DAY, UTC).events()).isEqualTo(1);
    }

    @Test
    void what_joins_in_the_middle_of_a_month_is_prorated() {
        number("2026-09-20T00:00:00Z", "10");
        number("2026-11-16T12:00:00Z", "6");
        ServicePeriod november = DateRange.of("2026-11-01", "2026-11-30").in(UTC);

        // 15 days end with 10, 15 days, the 16th to the 30th, with 16: (150 + 240) / 30
        assertThat(of(prorated(Aggregation.SUM, Proration.DAYS), november, UTC)).isEqualTo("13");
        // 10 + 6 x 14.5 days / 30 days
        assertThat(of(prorated(Aggregation.SUM, Proration.SECONDS), november, UTC))
                .isEqualTo("12.9");
    }

    @Test
    void a_day_of_25_hours_is_one_day_and_90000_seconds() {
        number("2026-10-25T11:00:00Z", "1"); // noon in Berlin
        ServicePeriod day = DateRange.of("2026-10-25", "2026-10-25").in(BERLIN);

        assertThat(of(prorated(Aggregation.SUM, Proration.DAYS), day, BERLIN)).isEqualTo("1");
        // 12 h / 25 h
        assertThat(of(prorated(Aggregation.SUM, Proration.SECONDS), day, BERLIN))
                .isEqualTo("0.48");
        assertThat(of(measure(Aggregation.WEIGHTED_SUM, ResultOptions.NONE), day, BERLIN))
                .isEqualTo("0.48");
    }

    @Test
    void days_of_23_and_24_hours_weigh_the_same() {
        number("2026-03-29T10:00:00Z", "1"); // noon in Berlin, on the day without 2 to 3 o'clock
        ServicePeriod twoDays = DateRange.of("2026-03-28", "2026-03-29").in(BERLIN);

        // 0 at the end of the 28th, 1 at the end of the 29th
        assertThat(of(prorated(Aggregation.COUNT, Proration.DAYS), twoDays, BERLIN))
                .isEqualTo("0.5");
        // 12 h / (24 + 23) h
        assertThat(of(prorated(Aggregation.COUNT, Proration.SECONDS), twoDays, BERLIN))
                .isEqualTo("0.2553191489361702127659574468085106");
    }

    @Test
    void the_zone_says_which_day_an_event_falls_on() {
        number("2026-10-05T18:29:59Z", "1"); // 23:59:59 in Kolkata
        number("2026-10-05T18:30:00Z", "1"); // midnight
        ZoneId kolkata = ZoneId.of("Asia/Kolkata");
        ServicePeriod twoDays = DateRange.of("2026-10-05", "2026-10-06").in(kolkata);

        // 1 at the end of the 5th, 2 at the end of the 6th
        assertThat(of(prorated(Aggregation.COUNT, Proration.DAYS), twoDays, kolkata))
                .isEqualTo("1.5");
        // the period touches three days of UTC, which end with 0, 2 and 2: 4 / 3
        assertThat(of(prorated(Aggregation.COUNT, Proration.DAYS), twoDays, UTC))
                .isEqualTo("1.333333333333333333333333333333333");
    }

    @Test
    void a_period_without_events_keeps_the_level_from_before() {
        number("2026-09-01T10:00:00Z", "40");
        joins("ann", "2026-09-01T10:00:00Z");

        assertThat(of(carried(Aggregation.SUM))).isEqualTo("40");
        assertThat(of(Aggregation.GAUGE)).isEqualTo("0"); // the later event of the two at the same time has 0
        assertThat(of(Aggregation.WEIGHTED_SUM)).isEqualTo("40");
        assertThat(of(Aggregation.LATEST)).isEqualTo("none");
        assertThat(of(Aggregation.MAX)).isEqualTo("none");
    }
}
