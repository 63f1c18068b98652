package io.tallyhouse.benchmarks.machine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** How figures are computed and written: plain decimals, rates with thousands separators. */
public final class Figures {
    public static final String NONE = "";
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private Figures() {}

    /** Per second of {@code took}. */
    public static long perSecond(long count, Duration took) {
        return BigDecimal.valueOf(count)
                .multiply(NANOS_PER_SECOND)
                .divide(BigDecimal.valueOf(Math.max(1, took.toNanos())), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** CPU seconds for each {@code unit} things, to two decimals. */
    public static BigDecimal cpuSecondsPer(long unit, Duration cpu, long count) {
        return BigDecimal.valueOf(cpu.toNanos())
                .multiply(BigDecimal.valueOf(unit))
                .divide(NANOS_PER_SECOND.multiply(BigDecimal.valueOf(Math.max(1, count))), 2, RoundingMode.HALF_UP);
    }

    /** Seconds to one decimal. */
    public static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis()).movePointLeft(3).setScale(1, RoundingMode.HALF_UP);
    }

    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A rate as a share of its limit. */
    public static String percent(long rate, long limit) {
        return limit == 0 ? NONE : Math.round(100f * rate / limit) + " %";
    }

    /** A cost as a multiple of its limit. */
    public static String times(BigDecimal cost, BigDecimal limit) {
        return limit.signum() == 0 ? NONE : cost.divide(limit, 1, RoundingMode.HALF_UP) + " ×";
    }
}
