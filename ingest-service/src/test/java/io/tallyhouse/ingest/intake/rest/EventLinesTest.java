package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventLinesTest {
    private static final Acceptance ACCEPTANCE =
            new Acceptance(new TenantId("t1"), Instant.parse("2026-10-01T12:00:00Z"));

    private final EventBatchReader reader = EventReaders.ofBatches();

    @Test
    void each_line_is_an_event_and_blank_lines_are_none() {
        // When
        List<EventVerdict> read = lines("\n" + event("a") + "\r\n  \t\r\n" + event("b") + "\n\n" + event("c"));

        // Then
        assertThat(read).hasSize(3).allMatch(Valid.class::isInstance);
        assertThat(lines("\n \n")).isEmpty();
        assertThat(lines("")).isEmpty();
    }

    @Test
    void a_broken_line_is_its_own_fault_and_named_by_its_number() {
        // Given
        String deep = "{\"id\":\"x\",\"data\":" + "[".repeat(30_000) + "}";

        // When
        List<EventVerdict> read = lines(String.join(
                "\n",
                event("a"),
                "",
                "{\"id\":\"b\",",
                event("c"),
                event("d") + event("e"),
                deep,
                "{\"id\":\"n\",\"data\":{\"a\":NaN}}",
                "[" + event("f") + "]",
                "\uFEFF",
                event("g")));

        // Then line 2 is blank, so that the third line holds the second event
        assertThat(read).hasSize(9);
        assertThat(faults(read.get(1)).get(0)).startsWith("line 3 is not valid JSON at column");
        assertThat(faults(read.get(3))).containsExactly("line 5 has more after the first JSON value");
        assertThat(faults(read.get(4)).get(0))
                .startsWith("line 6 is not valid JSON")
                .contains("nesting depth");
        assertThat(faults(read.get(5)).get(0)).contains("line 7 is not valid JSON", "near /data/a", "'NaN'");
        assertThat(faults(read.get(6)).get(0)).startsWith("[...] is not an event");
        assertThat(faults(read.get(7))).containsExactly("line 9 is empty");
        assertThat(List.of(read.get(0), read.get(2), read.get(8))).allMatch(Valid.class::isInstance);
    }

    @Test
    void a_line_that_is_no_utf_8_or_too_large_spoils_no_other() {
        // Given half a sequence of three bytes, and a line one byte larger than an event may be
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"', '\n'});
        body.writeBytes(
                (" ".repeat(65_537 - event("b").length()) + event("b") + "\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(event("c").getBytes(StandardCharsets.UTF_8));

        // When
        List<EventVerdict> read = reader.lines(body.toByteArray(), ACCEPTANCE).verdicts();

        // Then
        assertThat(faults(read.get(0))).containsExactly("line 1 is not valid UTF-8 at byte 1");
        assertThat(faults(read.get(1))).containsExactly("line 2 has 65537 bytes; at most 65536 are taken");
        assertThat(read.get(2)).isInstanceOf(Valid.class);
    }

    @Test
    void a_thousand_lines_are_taken_and_one_more_is_too_many() {
        assertThat(lines((event("a") + "\n\n").repeat(1_000))).hasSize(1_000);
        assertThatThrownBy(() -> lines((event("a") + "\n").repeat(1_001)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("1001 events; at most 1000");
    }

    private static String event(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"t\",\"subject\":\"s\"}";
    }

    private static List<String> faults(EventVerdict verdict) {
        return ((Refused) verdict)
                .violations().stream().map(fault -> fault.detail()).toList();
    }

    private List<EventVerdict> lines(String body) {
        return reader.lines(body.getBytes(StandardCharsets.UTF_8), ACCEPTANCE).verdicts();
    }
}
