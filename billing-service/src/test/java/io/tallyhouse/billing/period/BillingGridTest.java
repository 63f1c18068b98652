package io.tallyhouse.billing.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BillingGridTest {
    private static final LocalDate LONG_AGO = LocalDate.parse("2020-01-01");

    @ParameterizedTest
    @CsvSource({
        // billing day, day, first and last day of its grid period
        "1,  2026-06-01, 2026-06-01, 2026-06-30",
        "1,  2026-06-30, 2026-06-01, 2026-06-30",
        "1,  2026-02-10, 2026-02-01, 2026-02-28",
        "15, 2026-01-20, 2026-01-15, 2026-02-14",
        "15, 2026-01-15, 2026-01-15, 2026-02-14",
        "15, 2026-01-14, 2025-12-15, 2026-01-14",
        // 31 clamps to the end of a short month and returns
        "31, 2026-01-31, 2026-01-31, 2026-02-27",
        "31, 2026-02-27, 2026-01-31, 2026-02-27",
        "31, 2026-02-28, 2026-02-28, 2026-03-30",
        "31, 2026-03-31, 2026-03-31, 2026-04-29",
        "31, 2026-04-30, 2026-04-30, 2026-05-30",
        "30, 2026-02-28, 2026-02-28, 2026-03-29",
        "30, 2026-03-30, 2026-03-30, 2026-04-29",
        "29, 2026-02-28, 2026-02-28, 2026-03-28",
        // 2028 is a leap year
        "31, 2028-02-28, 2028-01-31, 2028-02-28",
        "31, 2028-02-29, 2028-02-29, 2028-03-30",
        "29, 2028-02-28, 2028-01-29, 2028-02-28",
        "29, 2028-02-29, 2028-02-29, 2028-03-28",
        // 2100 is none
        "29, 2100-02-28, 2100-02-28, 2100-03-28",
    })
    void a_day_belongs_to_the_month_that_begins_on_the_billing_day(
            int billingDay, LocalDate day, LocalDate start, LocalDate end) {
        assertThat(new BillingGrid(LONG_AGO, billingDay, Cadence.MONTHLY).periodContaining(day))
                .isEqualTo(new DateRange(start, end));
    }

    @ParameterizedTest
    @CsvSource({
        // start, billing day, frequency, interval, day, first and last day of its grid period
        "2026-01-15, 15, QUARTERLY,   1, 2026-01-15, 2026-01-15, 2026-04-14",
        "2026-01-15, 15, QUARTERLY,   1, 2026-04-15, 2026-04-15, 2026-07-14",
        // quarters count from the first billing day, 15 February: the stub before it lies in 15 November to 14 February
        "2026-01-20, 15, QUARTERLY,   1, 2026-01-20, 2025-11-15, 2026-02-14",
        "2026-01-20, 15, QUARTERLY,   1, 2026-02-15, 2026-02-15, 2026-05-14",
        "2026-01-20, 15, HALF_YEARLY, 1, 2026-02-14, 2025-08-15, 2026-02-14",
        "2026-01-20, 15, HALF_YEARLY, 1, 2026-08-14, 2026-02-15, 2026-08-14",
        // a leap day as billing day, in years that have none
        "2024-02-29, 29, YEARLY,      1, 2024-12-31, 2024-02-29, 2025-02-27",
        "2024-02-29, 29, YEARLY,      1, 2025-02-28, 2025-02-28, 2026-02-27",
        "2024-02-29, 29, YEARLY,      1, 2028-02-29, 2028-02-29, 2029-02-27",
        "2026-01-31, 31, QUARTERLY,   1, 2026-04-30, 2026-04-30, 2026-07-30",
        "2026-01-31, 31, QUARTERLY,   1, 2026-07-31, 2026-07-31, 2026-10-30",
        "2026-01-01, 1,  MONTHLY,     2, 2026-04-10, 2026-03-01, 2026-04-30",
        "2026-01-01, 1,  YEARLY,      3, 2029-01-01, 2029-01-01, 2031-12-31",
        // weeks and days count from the schedule's first day, a Tuesday here, whatever the billing day
        "2026-01-20, 15, WEEKLY,      1, 2026-01-26, 2026-01-20, 2026-01-26",
        "2026-01-20, 15, WEEKLY,      2, 2026-02-03, 2026-02-03, 2026-02-16",
        "2026-01-20, 15, DAILY,       1, 2026-03-01, 2026-03-01, 2026-03-01",
        "2026-01-20, 15, DAILY,      10, 2026-01-29, 2026-01-20, 2026-01-29",
    })
    void each_frequency_has_its_own_grid(
            LocalDate anchor,
            int billingDay,
            BillingFrequency frequency,
            int interval,
            LocalDate day,
            LocalDate start,
            LocalDate end) {
        assertThat(new BillingGrid(anchor, billingDay, Cadence.of(frequency, interval)).periodContaining(day))
                .isEqualTo(new DateRange(start, end));
    }

    @Test
    void the_grid_answers_for_no_day_before_the_schedule() {
        BillingGrid grid = new BillingGrid(LocalDate.parse("2026-01-20"), 15, Cadence.MONTHLY);

        assertThat(grid.periodContaining(LocalDate.parse("2026-01-20")))
                .isEqualTo(DateRange.of("2026-01-15", "2026-02-14"));
        assertThatThrownBy(() -> grid.periodContaining(LocalDate.parse("2026-01-19")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-19");
    }

    @ParameterizedTest
    @CsvSource({"0", "32", "-1"})
    void a_billing_day_is_a_day_of_a_month(int billingDay) {
        assertThatThrownBy(() -> new BillingGrid(LONG_AGO, billingDay, Cadence.MONTHLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("billingDay " + billingDay);
    }
}
