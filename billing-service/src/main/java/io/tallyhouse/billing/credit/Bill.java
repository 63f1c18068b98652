package io.tallyhouse.billing.credit;

import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.List;

/** What credits may pay: the lines of one schedule's document, before any credit. */
public record Bill(CurrencyCode currency, LocalDate invoiceDate, List<RequestedLine> lines) {
    public Bill {
        lines = List.copyOf(lines);
    }
}
