package io.tallyhouse.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExpectationTest {
    private static final DemoCustomer BERLIN =
            new DemoCustomer("globex", "Globex", ZoneId.of("Europe/Berlin"), "DE", 10);

    @Test
    void a_month_is_cut_where_the_customers_midnight_is() {
        // Given: the second event is on 30 September in UTC and on 1 October in Berlin
        List<DemoEvent> events = List.of(
                event("1", "2026-09-10T00:00:00Z", 1_000_000, 0),
                event("2", "2026-09-30T22:30:00Z", 1_200_000, 100_000));
        // When
        Map<LocalDate, BigDecimal> invoices =
                Expectation.invoices(BERLIN, events, YearMonth.of(2026, 9), Instant.parse("2026-11-02T00:00:00Z"));
        // Then
        assertThat(invoices)
                .containsExactly(
                        // fee in advance only
                        Map.entry(LocalDate.of(2026, 9, 1), new BigDecimal("49.00")),
                        // 49.00 + one begun package 5.00 + 1,000,000 × 0.000003 = 3.00
                        Map.entry(LocalDate.of(2026, 10, 1), new BigDecimal("57.00")),
                        // 49.00 + 5.00 + 3.00 + 200,000 × 0.0000025 = 0.50 + 100,000 × 0.000015 = 1.50
                        Map.entry(LocalDate.of(2026, 11, 1), new BigDecimal("59.00")));
    }

    @Test
    void a_date_that_has_not_come_in_the_customers_zone_is_not_expected() {
        assertThat(Expectation.invoices(
                        BERLIN, List.of(), YearMonth.of(2026, 9), Instant.parse("2026-09-30T21:59:59Z")))
                .containsOnlyKeys(LocalDate.of(2026, 9, 1));
        assertThat(Expectation.invoices(
                        BERLIN, List.of(), YearMonth.of(2026, 9), Instant.parse("2026-09-30T22:00:00Z")))
                .containsOnlyKeys(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 10, 1));
    }

    @Test
    void the_sample_is_the_same_each_time_and_grows_with_the_day() {
        // Given
        LocalDate first = LocalDate.of(2026, 9, 1);
        Instant noon = Instant.parse("2026-09-03T12:00:00Z");
        Instant evening = Instant.parse("2026-09-03T20:00:00Z");
        // When
        List<DemoEvent> early = DemoUsage.events(BERLIN, "globex", first, noon);
        // Then
        assertThat(early).isNotEmpty().isEqualTo(DemoUsage.events(BERLIN, "globex", first, noon));
        assertThat(DemoUsage.events(BERLIN, "globex", first, evening)).containsAll(early);
    }

    private static DemoEvent event(String id, String time, long context, long generated) {
        return new DemoEvent(id, "globex", Instant.parse(time), "m1", context, generated);
    }
}
