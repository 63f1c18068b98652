package io.tallyhouse.kernel.money;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A computed amount of a currency at full precision, as rating produces it; for example {@code 15.4733925 USD}. It is
 * not posted: {@link #round} makes {@link Money} of it, once per invoice line.
 */
public record Amount(CurrencyCode currency, BigDecimal value) {
    public Amount {
        requireNonNull(currency, "currency is null");
        value = Decimals.canonical(requireNonNull(value, "value is null"));
    }

    public static Amount of(CurrencyCode currency, String value) {
        return new Amount(currency, new BigDecimal(value));
    }

    public static Amount zero(CurrencyCode currency) {
        return new Amount(currency, BigDecimal.ZERO);
    }

    public Amount plus(Amount other) {
        requireSameCurrency(other);
        return new Amount(currency, value.add(other.value));
    }

    public Amount minus(Amount other) {
        requireSameCurrency(other);
        return new Amount(currency, value.subtract(other.value));
    }

    /** Exact product. */
    public Amount times(BigDecimal factor) {
        return new Amount(currency, value.multiply(factor));
    }

    /** {@code value × numerator / denominator}, divided last, to 34 digits half even. */
    public Amount prorated(long numerator, long denominator) {
        return new Amount(
                currency,
                Decimals.quotient(value.multiply(BigDecimal.valueOf(numerator)), BigDecimal.valueOf(denominator)));
    }

    /** The only way to posted money. */
    public Money round(RoundingPolicy policy) {
        return new Money(currency, value.setScale(currency.scale(), policy.mode()));
    }

    /** Plain notation without trailing zeros. */
    public String text() {
        return Decimals.text(value);
    }

    private void requireSameCurrency(Amount other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currencies differ: " + currency + " and " + other.currency);
        }
    }

    @Override
    public String toString() {
        return text() + " " + currency;
    }
}
