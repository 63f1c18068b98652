package io.tallyhouse.billing.credit;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/** What a grant is counted in: money of a currency, or units of a metric; one of the two. */
public record CreditUnit(Optional<CurrencyCode> currency, Optional<MetricId> metricId) {
    /** In words of the API. */
    public enum Type {
        CASH,
        UNITS
    }

    public CreditUnit {
        if (currency.isPresent() == metricId.isPresent()) {
            throw new IllegalArgumentException("a grant is of a currency or of a metric, not " + currency + metricId);
        }
    }

    public static CreditUnit cash(CurrencyCode currency) {
        return new CreditUnit(Optional.of(currency), Optional.empty());
    }

    public static CreditUnit units(MetricId metric) {
        return new CreditUnit(Optional.empty(), Optional.of(metric));
    }

    public Type type() {
        return currency.isPresent() ? Type.CASH : Type.UNITS;
    }

    /** Whether an amount has no more decimals than the currency; units may have any. */
    public boolean fits(BigDecimal amount) {
        return currency.map(code -> Decimals.canonical(amount).scale() <= code.scale())
                .orElse(true);
    }

    /** As it is shown: money with all decimals of its currency, units without trailing zeros. */
    public String text(BigDecimal amount) {
        return currency.map(code -> amount.setScale(code.scale()).toPlainString())
                .orElseGet(() -> Decimals.text(amount));
    }
}
