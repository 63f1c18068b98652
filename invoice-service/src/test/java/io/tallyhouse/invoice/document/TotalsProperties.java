package io.tallyhouse.invoice.document;

import static io.tallyhouse.invoice.document.Documents.USD;
import static io.tallyhouse.invoice.document.Documents.flat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TotalsProperties {
    @Property
    void the_order_of_lines_does_not_change_the_totals(
            @ForAll @Size(max = 30) List<@LongRange(min = -1_000_000, max = 1_000_000) Long> cents) {
        // Given
        List<InvoiceLine> lines = lines(cents);
        List<InvoiceLine> reversed = new ArrayList<>(lines);
        Collections.reverse(reversed);

        // Then
        assertThat(Totals.untaxed(USD, reversed)).isEqualTo(Totals.untaxed(USD, lines));
    }

    @Property
    void the_net_total_is_exact_to_the_cent(
            @ForAll @Size(max = 30) List<@LongRange(min = -1_000_000, max = 1_000_000) Long> cents) {
        // Given
        long sum = cents.stream().mapToLong(Long::longValue).sum();

        // Then
        assertThat(Totals.untaxed(USD, lines(cents)).net()).isEqualTo(new Money(USD, BigDecimal.valueOf(sum, 2)));
    }

    private static List<InvoiceLine> lines(List<Long> cents) {
        return cents.stream()
                .map(amount -> flat("line", BigDecimal.valueOf(amount, 2).toPlainString()))
                .toList();
    }
}
