package io.tallyhouse.stack.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordFramerTest {
    private static final CsvDialect CSV = CsvDialect.separatedBy(',');
    private static final int LENGTH_MAX = 200;

    @Test
    void a_quoted_cell_may_hold_line_ends_separators_and_quotes() throws IOException {
        assertThat(texts("1,\"two\r\nlines, \"\"quoted\"\"\"\r\n2,plain\n", CSV))
                .containsExactly("1,\"two\r\nlines, \"\"quoted\"\"\"", "2,plain");
    }

    @Test
    void a_quote_within_a_plain_cell_opens_nothing() throws IOException {
        assertThat(texts("1,5\" pipe\n2,6\" pipe\n", CSV)).containsExactly("1,5\" pipe", "2,6\" pipe");
    }

    @Test
    void lines_are_told_as_an_editor_counts_them() throws IOException {
        // Given a record of lines 1 and 2, a blank line 3, and line 4 without an end
        List<Frame> frames = frames("a,\"x\ny\"\n\nb,z", CSV, Position.START);
        // Then
        assertThat(frames).extracting(Frame::line).containsExactly(1L, 4L);
        assertThat(frames.get(1).end()).isEqualTo(new Position(12, 4, 2));
    }

    @Test
    void a_quote_that_is_never_closed_costs_its_own_line_only() throws IOException {
        // Given
        List<Frame> frames = frames("1,\"open\n2,good\n3,\"also good\"\n", CSV, Position.START);
        // Then
        assertThat(frames).extracting(Frame::line).containsExactly(1L, 2L, 3L);
        assertThat(frames.get(0).fault()).get().asString().contains("not closed");
        assertThat(frames.get(1).fault()).isEmpty();
    }

    @Test
    void a_quote_far_from_its_end_costs_its_own_line_only() throws IOException {
        String file = "1,\"open\n" + "2,good\n".repeat(LENGTH_MAX);
        assertThat(frames(file, CSV, Position.START))
                .hasSize(1 + LENGTH_MAX)
                .filteredOn(frame -> frame.fault().isPresent())
                .extracting(Frame::line)
                .containsExactly(1L);
    }

    @Test
    void a_line_that_is_too_long_is_passed_over() throws IOException {
        // Given
        String file = "{}\n" + "x".repeat(100_000) + "\n{\"a\":1}\n";
        // When
        List<Frame> frames = frames(file, CsvDialect.NONE, Position.START);
        // Then
        assertThat(frames).extracting(Frame::line).containsExactly(1L, 2L, 3L);
        assertThat(frames.get(1).fault()).get().asString().contains("100001 bytes");
        assertThat(text(frames.get(2))).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void from_the_end_of_any_record_the_rest_is_read_as_in_one_go(long seed) throws IOException {
        // Given lines of any make, good and bad
        String file = anyFile(new SplittableRandom(seed));
        List<Frame> all = frames(file, CSV, Position.START);
        assertThat(all).hasSizeGreaterThan(20);
        for (int index = 0; index < all.size(); index++) {
            // When
            List<Frame> rest = frames(file, CSV, all.get(index).end());
            // Then
            assertThat(told(rest)).isEqualTo(told(all.subList(index + 1, all.size())));
        }
    }

    private static String anyFile(SplittableRandom random) {
        List<String> pieces = List.of(
                "a,b", "\n", "\r\n", "\"", "\"\"", ",", "żółw", " ", "\n1,2\n", "\n3,\"x\ny\"\n", "z".repeat(90));
        StringBuilder file = new StringBuilder();
        for (int piece = 0; piece < 300; piece++) {
            file.append(pieces.get(random.nextInt(pieces.size())));
        }
        return file.toString();
    }

    private static List<String> told(List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.line() + text(frame) + frame.end() + frame.fault())
                .toList();
    }

    private static List<String> texts(String file, CsvDialect dialect) throws IOException {
        return frames(file, dialect, Position.START).stream()
                .map(RecordFramerTest::text)
                .toList();
    }

    private static String text(Frame frame) {
        return new String(frame.bytes(), UTF_8);
    }

    private static List<Frame> frames(String file, CsvDialect dialect, Position from) throws IOException {
        byte[] bytes = file.getBytes(UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        in.skipNBytes(from.bytes());
        RecordFramer framer = new RecordFramer(in, from, dialect, LENGTH_MAX);
        List<Frame> frames = new ArrayList<>();
        for (Optional<Frame> next = framer.next(); next.isPresent(); next = framer.next()) {
            frames.add(next.get());
        }
        return frames;
    }
}
