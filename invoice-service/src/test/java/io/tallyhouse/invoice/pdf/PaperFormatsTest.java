package io.tallyhouse.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaperFormatsTest {
    @Test
    void money_is_grouped_by_thousands_and_keeps_its_decimals() {
        assertThat(PaperFormats.money(Money.of(CurrencyCode.of("USD"), "1234567.50")))
                .isEqualTo("1,234,567.50");
        assertThat(PaperFormats.money(Money.of(CurrencyCode.of("USD"), "-1000.00")))
                .isEqualTo("-1,000.00");
        assertThat(PaperFormats.money(Money.of(CurrencyCode.of("JPY"), "500"))).isEqualTo("500");
    }

    @Test
    void decimals_of_a_quantity_are_not_grouped() {
        assertThat(PaperFormats.quantity(Quantity.of("1000.123456"))).isEqualTo("1,000.123456");
    }

    @Test
    void a_period_of_one_day_is_shown_as_that_day() {
        assertThat(PaperFormats.days(DateRange.of("2026-09-01", "2026-09-01"))).isEqualTo("1 Sep 2026");
        assertThat(PaperFormats.days(DateRange.of("2026-09-01", "2026-09-30"))).isEqualTo("1 Sep 2026 – 30 Sep 2026");
    }

    @Test
    void characters_that_a_page_cannot_carry_are_replaced_and_all_others_kept() {
        assertThat(PaperFormats.text("a\u0000b\uD800c\uFFFEd")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(PaperFormats.text("Łódź 東京 🚀")).isEqualTo("Łódź 東京 🚀");
    }
}
