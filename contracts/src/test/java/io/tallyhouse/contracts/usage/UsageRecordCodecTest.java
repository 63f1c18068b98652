package io.tallyhouse.contracts.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.usage.DataValue.BooleanValue;
import io.tallyhouse.contracts.usage.DataValue.NullValue;
import io.tallyhouse.contracts.usage.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.DataValue.TextValue;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageRecordCodecTest {
    private static final TenantId TENANT = new TenantId("default");
    private static final EventIdentity IDENTITY = new EventIdentity(TENANT, "acme", "gateway-1", "e-1");
    private static final Instant ACCEPTED = Instant.parse("2026-10-05T10:00:00.123Z");

    private static UsageRecord record(String name) {
        return switch (name) {
            case "event" ->
                new UsageEvent(
                        IDENTITY,
                        "llm.request",
                        Optional.of("2026-10-05T12:00:00+02:00"),
                        ACCEPTED,
                        new TreeMap<>(Map.of(
                                "prompt_tokens", new NumberValue("1.50e2"),
                                "model", new TextValue("m3"),
                                "cached", new BooleanValue(true),
                                "region", new NullValue())));
            case "event-without-time" ->
                new UsageEvent(IDENTITY, "llm.request", Optional.empty(), ACCEPTED, new TreeMap<>());
            case "void" -> new EventVoid(IDENTITY, ACCEPTED);
            case "restore" -> new EventRestore(IDENTITY, ACCEPTED);
            case "metric" ->
                new MetricStart(new MetricDefinition(
                        TENANT,
                        new MetricId("tokens"),
                        2,
                        "llm.request",
                        Aggregation.SUM,
                        Optional.of("prompt_tokens"),
                        List.of(new PropertyFilter("region", PropertyFilter.Operator.IN, List.of("eu", "us"))),
                        List.of("model"),
                        15));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "event-without-time", "void", "restore", "metric"})
    void a_record_is_written_as_the_golden_file_and_read_back_the_same(String name) {
        // Given
        UsageRecord record = record(name);
        // When
        byte[] written = UsageRecordCodec.write(record);
        // Then
        Golden.assertSame("usage/" + name + ".json", new String(written, StandardCharsets.UTF_8));
        assertThat(UsageRecordCodec.read(Golden.read("usage/" + name + ".json").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(record);
    }

    @Test
    void fields_of_a_newer_writer_are_skipped() {
        String json = Golden.read("usage/void.json").replaceFirst("\\{", "{\"hint\":{\"a\":[1,2]},\"revision\":7,");

        assertThat(UsageRecordCodec.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(record("void"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "null",
                "{}",
                "{\"kind\":\"EVENT\"}",
                "{\"kind\":\"OTHER\",\"tenant\":\"t\"}",
                "{\"kind\":\"METRIC\"}",
                "{\"kind\":\"METRIC\",\"definition\":{\"id\":\"m\"}}",
                "{\"kind\":\"VOID\",\"tenant\":\"not an id\",\"subject\":\"s\",\"source\":\"\",\"id\":\"1\",\"acceptedAt\":\"2026-10-05T10:00:00Z\"}",
                "{\"kind\":\"VOID\",\"tenant\":\"t\",\"subject\":\"s\",\"source\":\"\",\"id\":\"1\",\"acceptedAt\":\"yesterday\"}"
            })
    void bytes_that_are_no_record_are_refused_as_unreadable(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> UsageRecordCodec.read(bytes)).isInstanceOf(UnreadableRecord.class);
    }
}
