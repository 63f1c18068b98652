package io.tallyhouse.kernel.money;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A posted amount: exactly the decimals of its currency, for example {@code 80.71 USD} or {@code 500 JPY}. An amount
 * with more decimals is refused; computed amounts are {@link Amount}s.
 */
public record Money(CurrencyCode currency, BigDecimal value) implements Comparable<Money> {
    public Money {
        requireNonNull(currency, "currency is null");
        requireNonNull(value, "value is null");
        if (value.stripTrailingZeros().scale() > currency.scale()) {
            throw new IllegalArgumentException(
                    "value " + value.toPlainString() + " has more decimals than " + currency + " allows");
        }
        value = value.setScale(currency.scale());
    }

    public static Money of(CurrencyCode currency, String value) {
        return new Money(currency, new BigDecimal(value));
    }

    public static Money zero(CurrencyCode currency) {
        return new Money(currency, BigDecimal.ZERO);
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(currency, value.add(other.value));
    }

    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(currency, value.subtract(other.value));
    }

    public Money negated() {
        return new Money(currency, value.negate());
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    public Amount toAmount() {
        return new Amount(currency, value);
    }

    /**
     * Splits by weights and loses nothing: each share is rounded down and what is left goes, a smallest unit each, to
     * the largest remainders (ties to the first). Weights are not negative and not all zero.
     */
    public List<Money> allocate(List<BigDecimal> weights) {
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.signum() <= 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("weights " + weights + " must not be negative nor sum to zero");
        }
        int weightScale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        BigInteger whole = value.unscaledValue();
        BigInteger divisor = total.setScale(weightScale).unscaledValue();
        List<BigInteger[]> shares = weights.stream()
                .map(weight -> whole.abs()
                        .multiply(weight.setScale(weightScale).unscaledValue())
                        .divideAndRemainder(divisor))
                .toList();
        BigInteger given = shares.stream().map(share -> share[0]).reduce(BigInteger.ZERO, BigInteger::add);
        int left = whole.abs().subtract(given).intValueExact();
        List<Integer> luckyFirst = IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> shares.get(index)[1])
                        .reversed())
                .limit(left)
                .toList();
        List<Money> result = new ArrayList<>();
        for (int index = 0; index < shares.size(); index++) {
            BigInteger units = shares.get(index)[0].add(luckyFirst.contains(index) ? BigInteger.ONE : BigInteger.ZERO);
            BigInteger signed = whole.signum() < 0 ? units.negate() : units;
            result.add(new Money(currency, new BigDecimal(signed, currency.scale())));
        }
        return List.copyOf(result);
    }

    /** With all decimals of the currency: {@code 49.00}. */
    public String text() {
        return value.toPlainString();
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currencies differ: " + currency + " and " + other.currency);
        }
    }

    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return text() + " " + currency;
    }
}
