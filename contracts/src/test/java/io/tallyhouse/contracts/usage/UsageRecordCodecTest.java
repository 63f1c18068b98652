package io.tallyhouse.contracts.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.ResultRounding;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
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

    private static final FormerVersion FORMER = new FormerVersion(
            41,
            "llm.call",
            "2026-08-05T12:00:00Z",
            new TreeMap<>(Map.of("n", new NumberValue("1"))),
            Optional.of(6L),
            true);

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
            case "event-revised" ->
                new UsageEvent(
                        IDENTITY,
                        "llm.request",
                        Optional.of("2026-08-05T12:00:00Z"),
                        ACCEPTED,
                        new TreeMap<>(),
                        Optional.of(7L),
                        Optional.of(FORMER));
            case "void-of-old" -> new EventVoid(IDENTITY, ACCEPTED, Optional.of(FORMER));
            case "restore-of-old" -> new EventRestore(IDENTITY, ACCEPTED, Optional.of(FORMER));
            case "quarantined" ->
                new EventQuarantined(
                        new UsageEvent(
                                IDENTITY,
                                "llm.request",
                                Optional.of("2025-08-05T12:00:00Z"),
                                ACCEPTED,
                                new TreeMap<>(Map.of("n", new NumberValue("1")))),
                        "the archive could not be asked");
            case "replay" -> new ReplayStart(TENANT, new MetricId("tokens"), 3, 1_000_000);
            case "replayed" ->
                new ReplayedEvent(
                        new MetricId("tokens"),
                        3,
                        5_000_000_000L,
                        true,
                        new UsageEvent(
                                IDENTITY,
                                "llm.request",
                                Optional.of("2026-10-05T12:00:00Z"),
                                ACCEPTED,
                                new TreeMap<>(Map.of("n", new NumberValue("1")))));
            case "replay-end" -> new ReplayEnd(TENANT, new MetricId("tokens"), 3);
            case "metric-with-everything" ->
                new MetricStart(new MetricDefinition(
                        TENANT,
                        new MetricId("seats"),
                        1,
                        "seat.change",
                        Aggregation.UNIQUE,
                        Optional.of("user"),
                        Optional.empty(),
                        List.of(new PropertyFilter(
                                "plan", PropertyFilter.Operator.NOT_IN, List.of("Free"), Optional.of(false))),
                        List.of(
                                List.of(new PropertyFilter("n", PropertyFilter.Operator.GTE, List.of("1.5"))),
                                List.of(new PropertyFilter("region", PropertyFilter.Operator.EXISTS, List.of()))),
                        List.of("region", "plan"),
                        5,
                        new ResultOptions(
                                Optional.empty(),
                                true,
                                Optional.of(Proration.DAYS),
                                Optional.of(new ResultRounding(ResultRounding.Mode.UP, -1))),
                        Optional.of("operation_type")));
            case "metric-of-expression" ->
                new MetricStart(new MetricDefinition(
                        TENANT,
                        new MetricId("fee"),
                        1,
                        "llm.request",
                        Aggregation.PERCENTILE,
                        Optional.empty(),
                        Optional.of(Expression.of(
                                Expression.Operator.MULTIPLY,
                                Expression.leaf(Expression.Operator.PROPERTY, "n"),
                                Expression.leaf(Expression.Operator.NUMBER, "3"))),
                        List.of(),
                        List.of(),
                        List.of(),
                        1,
                        new ResultOptions(Optional.of(new BigDecimal("95")), false, Optional.empty(), Optional.empty()),
                        Optional.empty()));
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
    @ValueSource(
            strings = {
                "event",
                "event-without-time",
                "event-revised",
                "void",
                "void-of-old",
                "restore",
                "restore-of-old",
                "quarantined",
                "metric",
                "metric-with-everything",
                "metric-of-expression",
                "replay",
                "replayed",
                "replay-end"
            })
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

    @ParameterizedTest
    @ValueSource(strings = {"[\"1.5e\"]", "[\"eu\"]", "[]", "[\"1\",\"2\"]"})
    void a_metric_whose_filter_compares_with_no_number_is_unreadable(String values) {
        // Given
        String json = Golden.read("usage/metric-with-everything.json").replace("[\"1.5\"]", values);
        // Then
        assertThat(json).contains("\"GTE\",\"values\":" + values);
        assertThatExceptionOfType(UnreadableRecord.class)
                .isThrownBy(() -> UsageRecordCodec.read(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("must be one number");
    }

    @Test
    void a_metric_written_before_there_were_options_is_read_without_any() {
        String json = Golden.read("usage/metric.json")
                .replace(",\"filterGroups\":[]", "")
                .replace(",\"options\":{\"carryOver\":false}", "");

        assertThat(json).doesNotContain("options", "filterGroups");
        assertThat(UsageRecordCodec.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(record("metric"));
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
