package io.tallyhouse.benchmarks.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a metrics-service has logged of its meter's states, with the times of day. */
final class MeterLog {
    private static final Pattern LINE =
            Pattern.compile("(?:\\S+ )?(\\d\\d:\\d\\d:\\d\\d)[.,](\\d{3}) .*the meter is ([A-Z_]+)\\s*");
    private static final Duration DAY = Duration.ofDays(1);

    private MeterLog() {}

    /** From the first line that tells the one state to the last that tells the other. */
    static Duration between(Path log, String from, String to) {
        List<Matcher> lines = lines(log);
        LocalTime start = time(lines.stream()
                .filter(line -> line.group(3).equals(from))
                .findFirst()
                .orElseThrow());
        LocalTime end = time(lines.stream()
                .filter(line -> line.group(3).equals(to))
                .reduce((earlier, later) -> later)
                .orElseThrow());
        Duration took = Duration.between(start, end);
        return took.isNegative() ? took.plus(DAY) : took;
    }

    private static List<Matcher> lines(Path log) {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalTime time(Matcher line) {
        return LocalTime.parse(line.group(1) + "." + line.group(2));
    }
}
