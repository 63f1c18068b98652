package io.tallyhouse.contracts.metric.expression;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of an expression's tree, as it is stored and sent.
 *
 * @param text the literal's text or the property's name; empty for operators
 * @param arguments as many as the operator takes, in the order written
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Expression(Operator operator, Optional<String> text, List<Expression> arguments) {
    /** What a node does. Numbers are exact decimals throughout. */
    public enum Operator {
        NUMBER,
        STRING,
        BOOLEAN,
        NULL,
        /** The value of the event's data property; fails if it is missing or null. */
        PROPERTY,
        /** True if the event's data has the property, and it is not null. */
        HAS,
        ADD,
        SUBTRACT,
        MULTIPLY,
        /** To 34 digits, half even; by zero fails. */
        DIVIDE,
        /** The remainder of whole numbers, with the dividend's sign. */
        REMAINDER,
        NEGATE,
        /** The least of its arguments, one at least. */
        LEAST,
        GREATEST,
        ABSOLUTE,
        CEILING,
        FLOOR,
        /** To the nearest whole number, halves away from zero. */
        ROUND,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        /** Fails only if no argument is false. */
        AND,
        /** Fails only if no argument is true. */
        OR,
        NOT,
        /** Condition, then, else; only the one taken is evaluated. */
        CONDITIONAL,
        /** True if the first argument equals one of the others. */
        IN,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS,
        /** A text's length in code points. */
        SIZE,
        LOWER_CASE,
        UPPER_CASE,
        /** The number that a text stands for. */
        TO_NUMBER,
        TO_STRING
    }

    public Expression {
        requireNonNull(operator, "operator is null");
        arguments = orEmpty(arguments);
    }

    private static List<Expression> orEmpty(@Nullable List<Expression> arguments) {
        return arguments == null ? List.of() : List.copyOf(arguments);
    }

    public static Expression leaf(Operator operator, String text) {
        return new Expression(operator, Optional.of(text), List.of());
    }

    public static Expression of(Operator operator, Expression... arguments) {
        return new Expression(operator, Optional.empty(), List.of(arguments));
    }
}
