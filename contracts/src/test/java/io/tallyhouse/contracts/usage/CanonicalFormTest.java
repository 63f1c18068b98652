package io.tallyhouse.contracts.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test vectors for everybody who recomputes a fingerprint from an export: golden/usage/canonical-*.txt. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CanonicalFormTest {
    private static final EventIdentity ACME_1 = new EventIdentity(new TenantId("default"), "acme", "gateway-1", "e-1");

    static UsageEvent event(Optional<String> time, Map<String, DataValue> data) {
        return new UsageEvent(ACME_1, "llm.request", time, Instant.parse("2026-10-05T10:00:00Z"), new TreeMap<>(data));
    }

    private static UsageEvent vector(String name) {
        return switch (name) {
            case "typed-values" ->
                event(
                        Optional.of("2026-10-05T12:00:00+02:00"),
                        Map.of(
                                "prompt_tokens", new NumberValue("1.50"),
                                "model", new TextValue("m3"),
                                "cached", new BooleanValue(true),
                                "region", new NullValue()));
            case "without-time" -> event(Optional.empty(), Map.of());
            // U+FF61 comes before U+1F600 by code point, after it by UTF-16 unit
            case "code-point-order" ->
                event(
                        Optional.of("2026-10-05T10:00:00Z"),
                        Map.of("\uFF61", new TextValue("ä"), "\uD83D\uDE00", new TextValue("")));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"typed-values", "without-time", "code-point-order"})
    void the_canonical_form_and_its_digest_are_those_of_the_test_vector(String name) {
        UsageEvent event = vector(name);

        Golden.assertSame(
                "usage/canonical-" + name + ".txt",
                HexFormat.of().formatHex(CanonicalForm.bytes(event)) + "\n"
                        + CanonicalForm.digest(event).hex());
    }

    @Test
    void every_field_is_its_length_and_its_text_and_the_digest_is_half_a_sha_256() throws Exception {
        // Given
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        String[] fields = {"default", "acme", "gateway-1", "e-1", "llm.request", "2026-10-05T10:00:00Z", "n", "n", "7"};
        for (String field : fields) {
            byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
            expected.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
            expected.writeBytes(utf8);
        }
        // When
        UsageEvent event = event(Optional.of("2026-10-05T10:00:00Z"), Map.of("n", new NumberValue("7")));
        // Then
        assertThat(CanonicalForm.bytes(event)).isEqualTo(expected.toByteArray());
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(expected.toByteArray());
        assertThat(CanonicalForm.digest(event)).isEqualTo(Fingerprint.ofDigest(sha256));
    }

    @Test
    void content_is_compared_as_sent() {
        UsageEvent oneDigit = event(Optional.empty(), Map.of("n", new NumberValue("1.0")));
        UsageEvent twoDigits = event(Optional.empty(), Map.of("n", new NumberValue("1.00")));
        UsageEvent text = event(Optional.empty(), Map.of("n", new TextValue("1.0")));

        assertThat(CanonicalForm.digest(oneDigit)).isNotEqualTo(CanonicalForm.digest(twoDigits));
        assertThat(CanonicalForm.digest(oneDigit)).isNotEqualTo(CanonicalForm.digest(text));
    }

    @Test
    void an_event_without_time_has_the_content_of_one_sent_with_its_time() {
        UsageEvent without = event(Optional.empty(), Map.of());
        UsageEvent with = event(Optional.of("2026-10-01T00:00:00Z"), Map.of());

        assertThat(CanonicalForm.digest(without, "2026-10-01T00:00:00Z")).isEqualTo(CanonicalForm.digest(with));
    }
}
