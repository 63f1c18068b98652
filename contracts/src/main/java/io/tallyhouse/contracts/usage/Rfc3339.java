package io.tallyhouse.contracts.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * Event times on the wire: RFC 3339 with any offset up to 18 hours, at most nanoseconds, years 0001 to 9999, no leap
 * seconds. Read by hand, for every event passes here more than once.
 */
public final class Rfc3339 {
    private static final int DATE_TIME_LENGTH = "2026-10-01T12:00:00".length();
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int OFFSET_SECONDS_MAX = 18 * 3600;
    private static final int NONE = -1;
    private static final int DAYS_FROM_YEAR_0_MARCH_TO_1970 = 719_468;

    private Rfc3339() {}

    public static Optional<Instant> parse(String text) {
        if (text.length() <= DATE_TIME_LENGTH || !hasSeparators(text)) {
            return Optional.empty();
        }
        long day = epochDay(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
        int second = secondOfDay(number(text, 11, 2), number(text, 14, 2), number(text, 17, 2));
        int zone = text.charAt(DATE_TIME_LENGTH) == '.' ? fractionEnd(text) : DATE_TIME_LENGTH;
        if (day == Long.MIN_VALUE || second == NONE || zone == NONE) {
            return Optional.empty();
        }
        int offset = offsetSeconds(text, zone);
        return offset == Integer.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(day * 86_400 + second - offset, nanos(text, zone)));
    }

    /** In UTC, with as many fraction digits as needed (0, 3, 6 or 9). */
    public static String format(Instant instant) {
        return instant.toString();
    }

    private static boolean hasSeparators(String text) {
        char middle = text.charAt(10);
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (middle == 'T' || middle == 't')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static long epochDay(int year, int month, int day) {
        boolean possible = year >= 1 && month >= 1 && month <= 12 && day >= 1;
        return possible && day <= daysIn(year, month) ? days(year, month) + day - 1 : Long.MIN_VALUE;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** From 1970 to the first of the month. Years begin in March here, so that the leap day comes last. */
    private static long days(int year, int month) {
        long marchYear = month > 2 ? year : year - 1L;
        int monthsSinceMarch = (month + 9) % 12;
        long leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
        return 365 * marchYear + leapDays + (153 * monthsSinceMarch + 2) / 5 - DAYS_FROM_YEAR_0_MARCH_TO_1970;
    }

    /** Whether the text is what {@link #format} makes of its instant, for a text that {@link #parse} accepts. */
    public static boolean isShortest(String text) {
        int length = text.length();
        if (text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T') {
            return false;
        }
        return switch (length - DATE_TIME_LENGTH) {
            case 1 -> true;
            // three, six or nine digits, of which the last three are not all 0
            case 5, 8, 11 -> !text.endsWith("000Z");
            default -> false;
        };
    }

    private static int secondOfDay(int hour, int minute, int second) {
        boolean possible = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
        return possible ? hour * 3600 + minute * 60 + second : NONE;
    }

    /** Where the fraction ends, or {@link #NONE}. */
    private static int fractionEnd(String text) {
        int end = DATE_TIME_LENGTH + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - DATE_TIME_LENGTH - 1;
        return digits >= 1 && digits <= FRACTION_DIGITS_MAX && end < text.length() ? end : NONE;
    }

    private static int nanos(String text, int zone) {
        int nanos = 0;
        for (int digit = 1; digit <= FRACTION_DIGITS_MAX; digit++) {
            int at = DATE_TIME_LENGTH + digit;
            nanos = nanos * 10 + (at < zone ? text.charAt(at) - '0' : 0);
        }
        return nanos;
    }

    /** {@link Integer#MIN_VALUE} if there is none. */
    private static int offsetSeconds(String text, int at) {
        char sign = text.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            return text.length() == at + 1 ? 0 : Integer.MIN_VALUE;
        }
        if (sign != '+' && sign != '-' || text.length() != at + 6 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, at + 1, 2);
        int minutes = number(text, at + 4, 2);
        int seconds = hours * 3600 + minutes * 60;
        boolean possible = hours >= 0 && minutes >= 0 && minutes <= 59 && seconds <= OFFSET_SECONDS_MAX;
        return possible ? (sign == '-' ? -seconds : seconds) : Integer.MIN_VALUE;
    }

    /** {@link #NONE} if a character is no digit. */
    private static int number(String text, int from, int length) {
        int number = 0;
        for (int at = from; at < from + length; at++) {
            if (!isDigit(text.charAt(at))) {
                return NONE;
            }
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
