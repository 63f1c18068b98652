package io.tallyhouse.kernel.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Exact decimals as they are sent and stored: at most {@value #DIGITS_MAX} significant digits, canonical form without
 * trailing zeros. Quotients have 34 digits, rounded half even: multiply first, divide last.
 */
public final class Decimals {
    public static final int DIGITS_MAX = 34;
    /**
     * No number smaller than about 1e-64 is accepted, and none that has more than 34 digits when written out: 1e400 is a
     * typing error, not a quantity.
     */
    public static final int EXPONENT_MAX = 64;

    public static final MathContext QUOTIENT = new MathContext(DIGITS_MAX, RoundingMode.HALF_EVEN);
    private static final int TEXT_LENGTH_MAX = 128;
    private static final int LONG_DIGITS = 18;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private Decimals() {}

    /** Reads a JSON-style number; empty if the text is no number or exceeds the bounds above. */
    public static Optional<BigDecimal> parse(String text) {
        if (isShortWholeNumber(text)) {
            return Optional.of(BigDecimal.valueOf(Long.parseLong(text)));
        }
        if (text.length() > TEXT_LENGTH_MAX || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal value = canonical(new BigDecimal(text));
        int exponent = value.precision() - value.scale();
        boolean bounded = value.precision() <= DIGITS_MAX && Math.abs(exponent) <= EXPONENT_MAX;
        return bounded ? Optional.of(value) : Optional.empty();
    }

    /** Most numbers are; for them neither the pattern nor more than 64 bits are needed. */
    private static boolean isShortWholeNumber(String text) {
        int length = text.length();
        int first = length > 1 && text.charAt(0) == '-' ? 1 : 0;
        if (length == 0 || length - first > LONG_DIGITS || length - first > 1 && text.charAt(first) == '0') {
            return false;
        }
        for (int at = first; at < length; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Without trailing zeros and never with a negative scale, so that record equality is numeric equality. */
    public static BigDecimal canonical(BigDecimal value) {
        if (value.scale() == 0) {
            return value;
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Plain notation without exponent or trailing zeros: {@code 188.75}, {@code 1000}, {@code 0}. */
    public static String text(BigDecimal value) {
        return canonical(value).toPlainString();
    }

    /** {@code dividend / divisor} to 34 digits, half even. */
    public static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return canonical(dividend.divide(divisor, QUOTIENT));
    }
}
