package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.metric.MetricDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metric with its newest definition; each version of the definition counts on its own.
 *
 * @param unit what is counted, as {@code GB}; for people
 * @param expressionText the definition's expression as its author wrote it
 * @param parameters of the expression; their defaults stand in the definition's tree
 * @param variantOf the metric whose parameters a price set; such a metric follows it
 */
public record MetricRecord(
        String name,
        boolean archived,
        MetricDefinition definition,
        Instant createdAt,
        Optional<String> unit,
        Optional<String> expressionText,
        List<MetricParameter> parameters,
        Optional<VariantOf> variantOf) {
    public MetricRecord {
        parameters = orNone(parameters);
    }

    /** Nobody's variant. */
    public MetricRecord(
            String name,
            boolean archived,
            MetricDefinition definition,
            Instant createdAt,
            Optional<String> unit,
            Optional<String> expressionText,
            List<MetricParameter> parameters) {
        this(name, archived, definition, createdAt, unit, expressionText, parameters, Optional.empty());
    }

    /** Without unit and expression. */
    public MetricRecord(String name, boolean archived, MetricDefinition definition, Instant createdAt) {
        this(name, archived, definition, createdAt, Optional.empty(), Optional.empty(), List.of());
    }

    public MetricRecord asArchived() {
        return new MetricRecord(name, true, definition, createdAt, unit, expressionText, parameters, variantOf);
    }

    /** Records written before there were expressions have none. */
    private static List<MetricParameter> orNone(@Nullable List<MetricParameter> parameters) {
        return parameters == null ? List.of() : List.copyOf(parameters);
    }
}
