package io.tallyhouse.contracts.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The reader by hand agrees with the JDK's, on a grammar that leaves out what RFC 3339 does not have. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class Rfc3339DifferentialTest {
    private static final Pattern GRAMMAR =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final List<String> SEEDS = List.of(
            "2026-10-01T12:00:00Z",
            "2024-02-29T23:59:59.999999999+18:00",
            "2026-10-01T12:00:00.120Z",
            "2026-10-01T12:00:00.120001Z",
            "0001-01-01t00:00:00.1z",
            "9999-12-31T00:00:00-00:00",
            "2025-02-28T20:10:00.123456-17:59");
    private static final String CHARACTERS = "0123456789012345678901239:-+.TtZz \u0661";

    @Test
    void it_reads_what_the_slow_reader_reads_and_refuses_the_rest() {
        // Given
        SplittableRandom random = new SplittableRandom(3339);
        int read = 0;

        // When
        for (int round = 0; round < 200_000; round++) {
            String text = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            Optional<Instant> expected = slowly(text);

            // Then
            assertThat(Rfc3339.parse(text)).as(text).isEqualTo(expected);
            expected.ifPresent(instant -> assertThat(Rfc3339.isShortest(text))
                    .as(text)
                    .isEqualTo(Rfc3339.format(instant).equals(text)));
            read += expected.isPresent() ? 1 : 0;
        }
        assertThat(read).isBetween(20_000, 180_000);
    }

    private static String mutated(String seed, SplittableRandom random) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = random.nextInt(3); change > 0; change--) {
            int at = random.nextInt(text.length());
            char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(8)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, other);
                default -> text.setCharAt(at, other);
            }
        }
        return text.toString();
    }

    private static Optional<Instant> slowly(String text) {
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
}
