package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BinaryModeTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final Map<String, String> HEAD =
            Map.of("ce-id", "e1", "Ce-Type", "llm.request", "CE-SUBJECT", "acme");

    private final EventBatchReader reader = EventReaders.ofBatches();

    @Test
    void headers_are_the_attributes_and_the_body_is_the_data() {
        // When
        EventVerdict read = read(
                Map.of(
                        "ce-source", "\"eu \\\"1\\\"\"",
                        "ce-time", "2026-10-01T10:00:00Z",
                        "ce-specversion", "1.0",
                        "ce-revision", "12",
                        "x-other", "passed over"),
                "{\"tokens\":1.50}");

        // Then
        assertThat(read)
                .isEqualTo(new Valid(new UsageEvent(
                        new EventIdentity(TENANT, "acme", "eu \"1\"", "e1"),
                        "llm.request",
                        Optional.of("2026-10-01T10:00:00Z"),
                        NOW,
                        new TreeMap<>(Map.of("tokens", new NumberValue("1.50"))),
                        Optional.of(12L),
                        Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro \u20AC \uD83D\uDE00",
        "a%2fb%25, a/b%",
        "plain text +1, plain text +1"
    })
    void values_are_percent_encoded_utf_8(String sent, String source) {
        assertThat(((Valid) read(Map.of("ce-source", sent), ""))
                        .event()
                        .identity()
                        .source())
                .isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({"%E2%82", "%zz", "100%", "%C0%AF", "%ED%A0%80", "caf\u00E9"})
    void what_is_not_percent_encoded_utf_8_is_a_fault_of_its_attribute(String sent) {
        assertThat(faults(read(Map.of("ce-source", sent), "")))
                .containsExactly(
                        new Violation("/source", "must be UTF-8, percent-encoded where it is not printable ASCII"));
    }

    @Test
    void an_attribute_that_could_not_be_read_is_not_missing_too() {
        // When
        EventVerdict read = reader.binary(
                        CloudEventHeaders.read(Map.of("ce-id", List.of("%"), "ce-type", List.of("a", "b"))),
                        new byte[0],
                        new Acceptance(TENANT, NOW))
                .verdicts()
                .get(0);

        // Then
        assertThat(faults(read)).extracting(Violation::pointer).containsExactly("/id", "/type", "/subject");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ce-data        | x      | /data    | 'x' must be an object
            ce-tracestate  | x      | /tracestate | is not known here
            ce-revision    | -1     | /revision | '-1' must be a whole number
            ce-specversion | 0.3    | /specversion | '0.3' must be '1.0'
            ce-source      | a%0Ab  | /source  | must not contain control characters
            """)
    void the_rules_of_attributes_are_the_same(String header, String value, String pointer, String detail) {
        assertThat(faults(read(Map.of(header, value), ""))).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).contains(detail);
        });
    }

    @Test
    void data_may_be_absent_and_must_be_an_object_of_bearable_size() {
        assertThat(read(Map.of(), "")).isInstanceOf(Valid.class);
        assertThat(read(Map.of(), " null ")).isInstanceOf(Valid.class);
        assertThat(faults(read(Map.of(), "[1]")).get(0).detail()).startsWith("[...] must be an object");
        assertThatThrownBy(() -> read(Map.of(), "{\"a\":")).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> read(Map.of(), "{} {}")).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> read(Map.of(), "{\"a\":\"" + "x".repeat(65_536) + "\"}"))
                .isInstanceOf(ProblemException.class);
    }

    private EventVerdict read(Map<String, String> others, String body) {
        Map<String, List<String>> headers = new HashMap<>();
        HEAD.forEach((name, value) -> headers.put(name, List.of(value)));
        others.forEach((name, value) -> headers.put(name, List.of(value)));
        return reader.binary(
                        CloudEventHeaders.read(headers),
                        body.getBytes(StandardCharsets.UTF_8),
                        new Acceptance(TENANT, NOW))
                .verdicts()
                .get(0);
    }

    private static List<Violation> faults(EventVerdict verdict) {
        return ((Refused) verdict).violations();
    }
}
