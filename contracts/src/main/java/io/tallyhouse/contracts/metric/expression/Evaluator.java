package io.tallyhouse.contracts.metric.expression;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.metric.expression.Outcome.Nothing;
import io.tallyhouse.contracts.metric.expression.Outcome.Number;
import io.tallyhouse.contracts.metric.expression.Outcome.Text;
import io.tallyhouse.kernel.money.Decimals;
import java.util.Map;

/** One walk over a tree, with the data of one event. */
record Evaluator(Map<String, DataValue> data) {
    Outcome evaluate(Expression node) {
        return switch (node.operator()) {
            case NUMBER -> new Number(Decimals.parse(leaf(node)).orElseThrow());
            case STRING -> new Text(leaf(node));
            case BOOLEAN -> Outcome.of(Boolean.parseBoolean(leaf(node)));
            case NULL -> new Nothing();
            case PROPERTY -> Outcome.ofProperty(leaf(node), data);
            case HAS -> Outcome.of(Outcome.isThere(data.get(leaf(node))));
            case AND -> junction(node, false);
            case OR -> junction(node, true);
            case CONDITIONAL -> conditional(node);
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    REMAINDER,
                    NEGATE,
                    LEAST,
                    GREATEST,
                    ABSOLUTE,
                    CEILING,
                    FLOOR,
                    ROUND,
                    TRUNCATE,
                    TO_NUMBER -> operands(node).onNumbers();
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, NOT, TO_STRING ->
                operands(node).onAnything();
            case STARTS_WITH, ENDS_WITH, CONTAINS, SIZE, LOWER_CASE, UPPER_CASE, CONCATENATE ->
                operands(node).onTexts();
        };
    }

    private Operands operands(Expression node) {
        return new Operands(node, node.arguments().stream().map(this::evaluate).toList());
    }

    /** Decided by the first argument that is {@code deciding}, whatever stands before it. */
    private Outcome junction(Expression node, boolean deciding) {
        Outcome undecided = Outcome.of(!deciding);
        for (Expression argument : node.arguments()) {
            Outcome outcome = evaluate(argument);
            if (outcome.truth().isPresent()) {
                if (outcome.truth().get() == deciding) {
                    return outcome;
                }
            } else if (!undecided.hasFailed()) {
                undecided = outcome.hasFailed() ? outcome : Operands.notTruth(node, argument);
            }
        }
        return undecided;
    }

    private Outcome conditional(Expression node) {
        Expression condition = node.arguments().get(0);
        Outcome decision = evaluate(condition);
        if (decision.hasFailed()) {
            return decision;
        }
        return decision.truth()
                .map(truth -> evaluate(node.arguments().get(truth ? 1 : 2)))
                .orElseGet(() -> Operands.notTruth(node, condition));
    }

    private static String leaf(Expression node) {
        return node.text().orElseThrow();
    }
}
