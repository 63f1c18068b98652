package io.tallyhouse.kernel.money;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** An ISO 4217 currency, as {@code EUR}, with its number of decimals (JPY 0, EUR 2, KWD 3) from the JDK's table. */
public record CurrencyCode(String code) {
    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    public CurrencyCode {
        requireNonNull(code, "currency is null");
        if (!isKnown(code)) {
            throw new IllegalArgumentException("currency '" + code + "' is not an ISO 4217 code such as EUR");
        }
    }

    public static CurrencyCode of(String code) {
        return new CurrencyCode(code);
    }

    public static boolean isKnown(String code) {
        return KNOWN.contains(code);
    }

    /** Digits after the decimal point of a posted amount. */
    public int scale() {
        return Currency.getInstance(code).getDefaultFractionDigits();
    }

    @Override
    public String toString() {
        return code;
    }
}
