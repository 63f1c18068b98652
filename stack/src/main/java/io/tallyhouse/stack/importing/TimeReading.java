package io.tallyhouse.stack.importing;

import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.stack.StackException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Reads the times of a file into RFC 3339. */
final class TimeReading {
    private static final String EPOCH = "epoch";
    private static final String EPOCH_MILLIS = "epoch-millis";

    private final String format;
    private final Optional<DateTimeFormatter> pattern;

    private TimeReading(String format, Optional<DateTimeFormatter> pattern) {
        this.format = format;
        this.pattern = pattern;
    }

    /** Times that are in RFC 3339 already. */
    static TimeReading asTheyAre() {
        return new TimeReading("", Optional.empty());
    }

    /**
     * @param format {@code epoch}, {@code epoch-millis}, a pattern of {@link DateTimeFormatter}, or "" for RFC 3339
     * @param zone of times that name none
     */
    static TimeReading of(String format, String zone) {
        if (format.isEmpty() || format.equals(EPOCH) || format.equals(EPOCH_MILLIS)) {
            return new TimeReading(format, Optional.empty());
        }
        try {
            return new TimeReading(
                    format,
                    Optional.of(DateTimeFormatter.ofPattern(format, Locale.ROOT)
                            .withResolverStyle(ResolverStyle.SMART)
                            .withZone(ZoneId.of(zone))));
        } catch (DateTimeException e) {
            throw new StackException("--time-zone " + zone + " is unknown; write one as Europe/Warsaw or +02:00", e);
        } catch (IllegalArgumentException e) {
            throw new StackException(
                    "--time-format " + format + " cannot be used (" + e.getMessage()
                            + "); write epoch, epoch-millis or a pattern as 'yyyy-MM-dd HH:mm:ss'",
                    e);
        }
    }

    /** Empty if the text is no such time. */
    Optional<String> read(String text) {
        try {
            if (pattern.isPresent()) {
                return Optional.of(Rfc3339.format(pattern.get().parse(text, Instant::from)));
            }
            return switch (format) {
                case EPOCH -> Optional.of(epoch(text, 9));
                case EPOCH_MILLIS -> Optional.of(epoch(text, 6));
                default -> Rfc3339.parse(text).map(time -> text);
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** @param nanoDigits how many digits a unit is above a nanosecond */
    private static String epoch(String text, int nanoDigits) {
        // bounded, for a text of ten characters can be a number of a thousand million digits
        BigDecimal nanos = Decimals.parse(text)
                .orElseThrow(() -> new NumberFormatException(text))
                .scaleByPowerOfTen(nanoDigits);
        BigDecimal second = BigDecimal.valueOf(1_000_000_000L);
        BigDecimal[] parts = nanos.divideAndRemainder(second);
        return Rfc3339.format(Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue()));
    }

    String expectation() {
        if (pattern.isPresent()) {
            return "must be a time as --time-format '" + format + "' says";
        }
        return switch (format) {
            case EPOCH -> "must be a number of seconds since 1970";
            case EPOCH_MILLIS -> "must be a number of milliseconds since 1970";
            default -> "must be an RFC 3339 time, as '2026-10-01T12:00:00Z'; --time-format reads other ones";
        };
    }
}
