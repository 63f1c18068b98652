package io.tallyhouse.invoice.document;

import static io.tallyhouse.invoice.document.Documents.USD;
import static io.tallyhouse.invoice.document.Documents.flat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TotalsTest {
    @Test
    void net_is_the_sum_of_the_lines_and_gross_the_same_without_tax() {
        // Given
        List<InvoiceLine> lines = List.of(flat("a", "49.00"), flat("b", "15.00"), flat("c", "16.71"));

        // When
        Totals totals = Totals.untaxed(USD, lines);

        // Then 49.00 + 15.00 + 16.71 = 80.71
        assertThat(totals).isEqualTo(new Totals(Money.of(USD, "80.71"), Money.zero(USD), Money.of(USD, "80.71")));
    }

    @Test
    void a_document_without_lines_comes_to_nothing() {
        assertThat(Totals.untaxed(USD, List.of()).gross()).isEqualTo(Money.zero(USD));
    }

    @Test
    void a_gross_that_is_not_net_plus_tax_is_refused() {
        assertThatThrownBy(() -> new Totals(Money.of(USD, "10.00"), Money.of(USD, "1.90"), Money.of(USD, "11.00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gross 11.00 USD is not net 10.00 USD plus tax 1.90 USD");
    }

    @Test
    void a_document_whose_net_is_not_the_sum_of_its_lines_is_refused() {
        // Given
        Totals wrong = Totals.untaxed(USD, List.of(flat("a", "48.99")));

        // Then
        assertThatThrownBy(() -> Documents.content(LocalDate.parse("2026-10-01"), wrong, flat("a", "49.00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("net total 48.99 USD is not the sum of the lines");
    }

    @Test
    void a_line_in_another_currency_is_refused() {
        assertThatThrownBy(() -> Totals.untaxed(CurrencyCode.of("EUR"), List.of(flat("a", "49.00"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
