package io.tallyhouse.billing.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(new BillingGrid(LONG_AGO, billingDay).periodContaining(day)).isEqualTo(new DateRange(start, end));
    }

    @Test
    void the_grid_answers_for_no_day_before_the_schedule() {
        BillingGrid grid = new BillingGrid(LocalDate.parse("2026-01-20"), 15);

        assertThat(grid.periodContaining(LocalDate.parse("2026-01-20")))
                .isEqualTo(DateRange.of("2026-01-15", "2026-02-14"));
        assertThatThrownBy(() -> grid.periodContaining(LocalDate.parse("2026-01-19")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-19");
    }

    @ParameterizedTest
    @CsvSource({"0", "32", "-1"})
    void a_billing_day_is_a_day_of_a_month(int billingDay) {
        assertThatThrownBy(() -> new BillingGrid(LONG_AGO, billingDay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("billingDay " + billingDay);
    }
}
