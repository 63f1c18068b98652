package io.tallyhouse.catalog.metric.rest;

import io.tallyhouse.catalog.metric.cel.CelExpressions;
import io.tallyhouse.catalog.metric.cel.CelExpressions.Reading;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Aggregation.Input;
import java.util.List;
import java.util.Optional;

/**
 * The fields that say what an event brings.
 *
 * @param operation empty unless UNIQUE is told who joins and leaves
 */
record ValueFields(
        Field<String> property,
        Optional<WrittenExpression> expression,
        List<MetricParameter> parameters,
        Optional<String> operation) {
    private static final String OPERATION_PROPERTY_DEFAULT = "operation_type";

    /**
     * @param aggregation empty where it is faulty itself, and so decides nothing
     * @param level true if the metric asks for a level, which UNIQUE has by operations only
     */
    static ValueFields read(JsonInput input, Optional<Aggregation> aggregation, boolean level) {
        Field<String> property = input.line("property");
        Field<String> text = input.text("expression");
        Field<List<MetricParameter>> parameters = ParameterFields.read(input);
        Field<String> operation = input.line("operationProperty");
        aggregation.ifPresent(known -> {
            checkSource(input, known, property, text);
            checkOperation(input, known, operation);
        });
        if (text.isAbsent() && !parameters.or(List.of()).isEmpty()) {
            input.refuse("parameters", "must be left out: only an expression has parameters");
        }
        Optional<WrittenExpression> expression =
                text.optional().flatMap(written -> expression(input, written, parameters, aggregation));
        Optional<String> operationWanted = operation
                .optional()
                .or(() -> level && aggregation.equals(Optional.of(Aggregation.UNIQUE))
                        ? Optional.of(OPERATION_PROPERTY_DEFAULT)
                        : Optional.empty());
        return new ValueFields(property, expression, parameters.or(List.of()), operationWanted);
    }

    private static void checkSource(
            JsonInput input, Aggregation aggregation, Field<String> property, Field<String> expression) {
        if (aggregation.input() == Input.NOTHING) {
            refusePresent(input, "property", property, aggregation + " counts events");
            refusePresent(input, "expression", expression, aggregation + " counts events");
        } else if (property.isPresent() && !expression.isAbsent()) {
            input.refuse(
                    "property",
                    "'" + property.get() + "' must be left out: the expression says what " + aggregation
                            + " aggregates");
        } else if (property.isAbsent() && expression.isAbsent()) {
            input.refuse(
                    "property",
                    aggregation.input() == Input.MEMBER
                            ? "is required, or an expression: UNIQUE needs the property whose values it counts"
                            : "is required, or an expression: " + aggregation
                                    + " needs the numeric property to aggregate");
        }
    }

    private static void checkOperation(JsonInput input, Aggregation aggregation, Field<String> operation) {
        if (aggregation != Aggregation.UNIQUE) {
            refusePresent(input, "operationProperty", operation, "only UNIQUE knows of joining and leaving");
        }
    }

    private static void refusePresent(JsonInput input, String name, Field<String> field, String reason) {
        field.optional().ifPresent(value -> input.refuse(name, "'" + value + "' must be left out: " + reason));
    }

    private static Optional<WrittenExpression> expression(
            JsonInput input, String text, Field<List<MetricParameter>> parameters, Optional<Aggregation> aggregation) {
        if (!parameters.isPresent() && !parameters.isAbsent()) {
            // its own faults come first: what it names may be what they keep from being known
            return Optional.empty();
        }
        boolean needsNumber = aggregation.map(Aggregation::input).equals(Optional.of(Input.NUMBER));
        Reading reading = CelExpressions.read(text, parameters.or(List.of()), needsNumber);
        reading.faults().forEach(fault -> input.refuse("expression", fault));
        return reading.tree().map(tree -> new WrittenExpression(text, tree));
    }
}
