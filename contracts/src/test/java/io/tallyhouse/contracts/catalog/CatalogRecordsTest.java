package io.tallyhouse.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.MetricParameter.Type;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.ResultRounding;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogRecordsTest {
    private static final Instant CREATED_AT = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void a_metric_is_written_with_its_expression_and_parameters() {
        // Given
        MetricDefinition definition = new MetricDefinition(
                new TenantId("default"),
                new MetricId("cost"),
                2,
                "llm.request",
                Aggregation.SUM,
                Optional.empty(),
                Optional.of(Expression.of(
                        Expression.Operator.MULTIPLY,
                        Expression.leaf(Expression.Operator.PROPERTY, "tokens"),
                        Expression.leaf(Expression.Operator.NUMBER, "0.1"))),
                List.of(new PropertyFilter("plan", Operator.NOT_IN, List.of("free"), Optional.of(false))),
                List.of(List.of(new PropertyFilter("n", Operator.GTE, List.of("1.5")))),
                List.of("model"),
                5,
                new ResultOptions(
                        Optional.empty(),
                        true,
                        Optional.of(Proration.SECONDS),
                        Optional.of(new ResultRounding(ResultRounding.Mode.HALF_UP, 2))),
                Optional.empty());
        MetricRecord metric = new MetricRecord(
                "Cost",
                false,
                definition,
                CREATED_AT,
                Optional.of("EUR"),
                Optional.of("data.tokens * params.rate"),
                List.of(new MetricParameter("rate", Type.DECIMAL, "0.1")));
        // Then
        Golden.assertSame("catalog/metric.json", text(metric));
        assertThat(read("catalog/metric.json", MetricRecord.class)).isEqualTo(metric);
    }

    @Test
    void a_metric_from_before_there_were_expressions_is_read() {
        // When
        MetricRecord metric = read("catalog/metric-before-expressions.json", MetricRecord.class);
        // Then
        assertThat(metric)
                .isEqualTo(new MetricRecord(
                        "Tokens",
                        true,
                        new MetricDefinition(
                                new TenantId("default"),
                                new MetricId("tokens"),
                                1,
                                "llm.request",
                                Aggregation.SUM,
                                Optional.of("tokens"),
                                List.of(new PropertyFilter("region", Operator.IN, List.of("eu"))),
                                List.of("model"),
                                15),
                        CREATED_AT));
    }

    private static String text(Object record) {
        return new String(ContractJson.write(record), StandardCharsets.UTF_8);
    }

    private static <T> T read(String golden, Class<T> type) {
        return ContractJson.read(Golden.read(golden).getBytes(StandardCharsets.UTF_8), type);
    }
}
