package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import java.util.List;

/** What a document comes to, in one currency: {@code gross = net + tax}, checked. */
public record Totals(Money net, Money tax, Money gross) {
    public Totals {
        requireNonNull(net, "net is null");
        requireNonNull(tax, "tax is null");
        requireNonNull(gross, "gross is null");
        if (!net.plus(tax).equals(gross)) {
            throw new IllegalArgumentException("gross " + gross + " is not net " + net + " plus tax " + tax);
        }
    }

    /** Sums lines on which no tax is due. */
    public static Totals untaxed(CurrencyCode currency, List<InvoiceLine> lines) {
        Money net = sum(currency, lines);
        return new Totals(net, Money.zero(currency), net);
    }

    static Money sum(CurrencyCode currency, List<InvoiceLine> lines) {
        return lines.stream().map(InvoiceLine::net).reduce(Money.zero(currency), Money::plus);
    }
}
