package io.tallyhouse.catalog.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.metric.cel.CelExpressions;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.catalog.MetricParameter.Type;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricVariantTest {
    private static final Instant CREATED_AT = Instant.parse("2026-10-01T12:00:00Z");
    private static final String TEXT = "data.n * params.rate + (data.plan == params.plan ? params.extra : 0)";

    @Test
    void a_variant_is_the_metric_with_other_constants_in_its_tree() {
        // When
        MetricRecord variant = variant(Map.of("rate", "0.50", "extra", "3"));
        // Then
        assertThat(variant.definition().expression()).contains(tree("0.5", "3"));
        assertThat(variant.definition().version()).isEqualTo(1);
        assertThat(variant.definition().eventType()).isEqualTo("call");
        assertThat(variant.parameters())
                .extracting(MetricParameter::text)
                .containsExactly("0.5", "3", "pro"); // what is not set stays
        assertThat(variant.variantOf().orElseThrow().metricId()).isEqualTo(new MetricId("cost"));
        assertThat(variant.variantOf().orElseThrow().values()).isEqualTo(Map.of("rate", "0.5", "extra", "3"));
    }

    @Test
    void the_same_values_are_the_same_variant_however_they_are_written() {
        assertThat(variant(Map.of("rate", "0.5")).definition().id())
                .isEqualTo(variant(Map.of("rate", "0.500")).definition().id())
                .isNotEqualTo(variant(Map.of("rate", "0.6")).definition().id())
                .isNotEqualTo(variant(Map.of("rate", "0.5", "plan", "pro"))
                        .definition()
                        .id());
        assertThat(variant(Map.of("plan", "0.5")).definition().id())
                .isNotEqualTo(variant(Map.of("plan", "0.50")).definition().id());
    }

    @Test
    void names_that_are_unknown_and_values_of_another_type_are_refused() {
        assertThat(MetricVariant.of(cost("0.1"), Map.of("rate", "half", "extra", "1.5", "rates", "1"))
                        .faults())
                .extracting(Violation::pointer, Violation::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "/metricParameters/rate", "'half' must be a decimal number in a string, as \"0.10\""),
                        org.assertj.core.groups.Tuple.tuple(
                                "/metricParameters/extra", "'1.5' must be a whole number, as \"3\""),
                        org.assertj.core.groups.Tuple.tuple(
                                "/metricParameters/rates",
                                "'rates' is no parameter of the metric 'cost'; known are [rate, extra, plan]"));
    }

    @Test
    void a_variant_follows_its_metric_in_all_that_it_does_not_set() {
        // Given
        MetricRecord first = variant(Map.of("extra", "3"));
        // When the metric's own rate becomes another
        MetricRecord next = MetricVariant.of(cost("0.9"), Map.of("extra", "3"))
                .variant()
                .orElseThrow()
                .following(first);
        // Then
        assertThat(next.definition().id()).isEqualTo(first.definition().id());
        assertThat(next.definition().version()).isEqualTo(2);
        assertThat(next.definition().expression()).contains(tree("0.9", "3"));
        // and what is set does not move
        assertThat(MetricVariant.of(cost("0.9"), Map.of("rate", "0.1", "extra", "3"))
                        .variant()
                        .orElseThrow()
                        .following(variant(Map.of("rate", "0.1", "extra", "3")))
                        .definition()
                        .version())
                .isEqualTo(1);
    }

    private static MetricRecord variant(Map<String, String> values) {
        return MetricVariant.of(cost("0.1"), values).variant().orElseThrow().first(CREATED_AT);
    }

    private static MetricRecord cost(String rate) {
        return new MetricRecord(
                "Cost",
                false,
                new MetricDefinition(
                        new TenantId("default"),
                        new MetricId("cost"),
                        1,
                        "call",
                        Aggregation.SUM,
                        Optional.empty(),
                        Optional.of(tree(rate, "1")),
                        List.of(),
                        List.of(),
                        List.of(),
                        15,
                        ResultOptions.NONE,
                        Optional.empty()),
                CREATED_AT,
                Optional.of("EUR"),
                Optional.of(TEXT),
                parameters(rate, "1"));
    }

    private static Expression tree(String rate, String extra) {
        return CelExpressions.read(TEXT, parameters(rate, extra), true).tree().orElseThrow();
    }

    private static List<MetricParameter> parameters(String rate, String extra) {
        return List.of(
                new MetricParameter("rate", Type.DECIMAL, rate),
                new MetricParameter("extra", Type.INTEGER, extra),
                new MetricParameter("plan", Type.STRING, "pro"));
    }
}
