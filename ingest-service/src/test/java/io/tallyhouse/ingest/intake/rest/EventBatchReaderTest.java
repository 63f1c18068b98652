package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventShape;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventBatchReaderTest {
    private static final Acceptance ACCEPTANCE =
            new Acceptance(new TenantId("t1"), Instant.parse("2026-10-01T12:00:00Z"));
    private static final String HEAD = "\"id\":\"e1\",\"type\":\"llm.request\",\"subject\":\"acme\"";

    private final EventBatchReader reader = EventReaders.ofBatches();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "[{\"id\":\"e\"},",
                "[{\"id\":\"e\"}",
                "[{\"id\":\"e\"},{\"id\":}]",
                "{\"id\":\"e\"} {\"id\":\"f\"}",
                "[{\"data\":{\"a\":NaN}}]",
                "{\"data\":{\"a\":-Infinity}}",
                "{\"data\":{\"a\":007}}",
                "{\"id\":\"a\nb\"}",
                "{'id':'e'}",
                "{\"id\":\"e\",}",
            })
    void what_is_not_json_as_a_whole_is_malformed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedJson.class).hasMessageNotContaining("`");
    }

    @Test
    void a_number_that_json_lacks_is_named_with_its_place() {
        assertThatThrownBy(() -> read("[{" + HEAD + "},{\"data\":{\"tokens\":NaN}}]"))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("near /1/data/tokens")
                .hasMessageContaining("'NaN'");
    }

    @Test
    void nesting_without_end_is_malformed() {
        String body = "{\"data\":{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}}";
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void bytes_that_are_no_utf_8_are_malformed() {
        // Given an overlong slash, half a surrogate pair, a cut sequence, UTF-16
        List<byte[]> bodies = List.of(
                new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xE2, (byte) 0x82},
                "{}".getBytes(StandardCharsets.UTF_16));

        // Then
        assertThat(bodies)
                .allSatisfy(body -> assertThatThrownBy(() -> reader.batch(body, ACCEPTANCE, EventShape.CLOUD_EVENT))
                        .isInstanceOf(MalformedJson.class));
    }

    @Test
    void a_batch_of_a_thousand_is_taken_and_one_more_is_too_large() {
        // Given
        String thousand = IntStream.range(0, 1_000)
                .mapToObj(index -> "{\"id\":\"e" + index + "\",\"type\":\"t\",\"subject\":\"s\"}")
                .collect(Collectors.joining(","));

        // Then
        assertThat(read("[" + thousand + "]").verdicts()).hasSize(1_000).allMatch(Valid.class::isInstance);
        assertTooLarge("[" + thousand + ",{}]", "1001 events");
        assertThatThrownBy(() -> read("[" + thousand + ",{},")).isInstanceOf(MalformedJson.class);
    }

    @Test
    void an_event_is_measured_in_bytes_of_utf_8() {
        // Given 25 bytes around, and characters of three bytes
        String small = "[{},{\"x\":\"" + "\u20AC".repeat((65_536 - 8) / 3) + "\"}]";
        String large = "[{},{\"x\":\"" + "\u20AC".repeat((65_536 - 8) / 3 + 1) + "\"}]";

        // Then
        assertThat(read(small).verdicts()).hasSize(2);
        assertTooLarge(large, "/1");
    }

    private void assertTooLarge(String body, String named) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().type()).isEqualTo(ProblemType.BODY_TOO_LARGE);
            assertThat(refused.problem().detail()).contains(named);
        });
    }

    private SentBatch read(String body) {
        return reader.batch(body.getBytes(StandardCharsets.UTF_8), ACCEPTANCE, EventShape.CLOUD_EVENT);
    }
}
