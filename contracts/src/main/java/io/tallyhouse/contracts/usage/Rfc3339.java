package io.tallyhouse.contracts.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Event times on the wire: RFC 3339 with any offset, at most nanoseconds, years 0001 to 9999. */
public final class Rfc3339 {
    private static final Pattern GRAMMAR =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Rfc3339() {}

    public static Optional<Instant> parse(String text) {
        if (!GRAMMAR.matcher(text).matches() || text.startsWith("0000")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** In UTC, with as many fraction digits as needed (0, 3, 6 or 9). */
    public static String format(Instant instant) {
        return instant.toString();
    }
}
