package io.tallyhouse.catalog.metric;

import io.tallyhouse.catalog.metric.cel.CelExpressions;
import io.tallyhouse.catalog.metric.cel.CelExpressions.Reading;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.VariantOf;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.aggregation.Aggregation.Input;
import io.tallyhouse.kernel.id.MetricId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A metric with some of its parameters set to other values: a metric of its own, so that it is counted as any other. Its
 * id is made of the metric's and the values, so that there is one for each.
 *
 * @param values in canonical form, by name
 * @param parameters of the metric, with these values
 */
public record MetricVariant(
        MetricRecord metric, Map<String, String> values, List<MetricParameter> parameters, Expression tree) {
    private static final int ID_BYTES = 16;

    public MetricVariant {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        parameters = List.copyOf(parameters);
    }

    /** A variant, or all that stands against it. @param faults empty exactly if there is a variant */
    public record Outcome(Optional<MetricVariant> variant, List<Violation> faults) {
        public Outcome {
            faults = List.copyOf(faults);
        }
    }

    /** @param sent values as somebody wrote them, by name; faults point at {@code /metricParameters} */
    public static Outcome of(MetricRecord metric, Map<String, String> sent) {
        List<Violation> faults = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        sent.forEach((name, text) -> {
            Optional<MetricParameter> parameter = metric.parameters().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst();
            Optional<String> value = parameter.flatMap(known -> ParameterText.canonical(known.type(), text));
            value.ifPresentOrElse(
                    known -> values.put(name, known),
                    () -> faults.add(new Violation(
                            "/metricParameters/" + name,
                            parameter
                                    .map(known -> "'" + text + "' " + ParameterText.rule(known.type()))
                                    .orElseGet(() -> unknown(metric, name)))));
        });
        return faults.isEmpty() ? put(metric, values) : new Outcome(Optional.empty(), faults);
    }

    public MetricId id() {
        return idOf(metric.definition().id(), values);
    }

    /** Its first version. */
    public MetricRecord first(Instant createdAt) {
        return record(terms().firstVersion(metric.definition().tenant(), id()), createdAt);
    }

    /** What it becomes when its metric has become another: the next version, if anything of it has changed. */
    public MetricRecord following(MetricRecord current) {
        return record(terms().following(current.definition()), current.createdAt());
    }

    private static Outcome put(MetricRecord metric, Map<String, String> values) {
        List<MetricParameter> parameters = metric.parameters().stream()
                .map(known -> new MetricParameter(
                        known.name(), known.type(), values.getOrDefault(known.name(), known.text())))
                .toList();
        boolean needsNumber = metric.definition().aggregation().input() == Input.NUMBER;
        Reading reading = CelExpressions.read(metric.expressionText().orElse(""), parameters, needsNumber);
        return new Outcome(
                reading.tree().map(tree -> new MetricVariant(metric, values, parameters, tree)),
                reading.faults().stream()
                        .map(fault -> new Violation(
                                "/metricParameters", values + " do not fit the metric's expression, which " + fault))
                        .toList());
    }

    private static String unknown(MetricRecord metric, String name) {
        List<String> known =
                metric.parameters().stream().map(MetricParameter::name).toList();
        return "'" + name + "' is no parameter of the metric '"
                + metric.definition().id() + "'; "
                + (known.isEmpty() ? "it has none: leave metricParameters out" : "known are " + known);
    }

    private MetricRecord record(MetricDefinition definition, Instant createdAt) {
        return new MetricRecord(
                metric.name() + " " + values,
                false,
                definition,
                createdAt,
                metric.unit(),
                metric.expressionText(),
                parameters,
                Optional.of(new VariantOf(metric.definition().id(), values)));
    }

    private DefinitionTerms terms() {
        return DefinitionTerms.of(metric.definition()).withExpression(tree);
    }

    private static MetricId idOf(MetricId metric, Map<String, String> values) {
        // no control character is part of an id, a name or a value
        StringBuilder text = new StringBuilder(metric.value());
        values.forEach((name, value) ->
                text.append('\u0000').append(name).append('\u0000').append(value));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return new MetricId("met_" + HexFormat.of().formatHex(hash, 0, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
