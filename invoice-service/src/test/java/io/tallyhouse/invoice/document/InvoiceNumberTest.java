package io.tallyhouse.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvoiceNumberTest {
    private static final NumberSeries INVOICES_2026 = new NumberSeries(DocumentKind.INVOICE, 2026);

    @Test
    void a_number_shows_kind_year_and_five_digits() {
        assertThat(INVOICES_2026.number(1).text()).isEqualTo("INV-2026-00001");
    }

    @Test
    void the_hundred_thousandth_number_has_a_sixth_digit() {
        assertThat(INVOICES_2026.number(100_000).text()).isEqualTo("INV-2026-100000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 99_999, 100_000, 123_456_789})
    void what_is_written_is_read_back(long sequence) {
        // Given
        InvoiceNumber number = INVOICES_2026.number(sequence);

        // Then
        assertThat(InvoiceNumber.parse(number.text())).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INV-2026-1", "INV-26-00001", "CN-2026-00001", "INV-2026-00000", ""})
    void other_texts_are_no_numbers(String text) {
        assertThatThrownBy(() -> InvoiceNumber.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_year_is_that_of_the_issue_date() {
        assertThat(Documents.draft().content().series()).isEqualTo(INVOICES_2026);
    }
}
