package io.tallyhouse.contracts.metric.expression;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.kernel.money.Decimals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of an expression's tree, as it is stored and sent. A node has the text and the number of arguments that its
 * operator takes; what the arguments come to is known only with an event.
 *
 * @param text the literal's text or the property's name; empty for operators
 * @param arguments as many as the operator takes, in the order written
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Expression(Operator operator, Optional<String> text, List<Expression> arguments) {
    /** Most nodes that a whole tree may have. */
    public static final int NODES_MAX = 500;
    /** Most nodes from the root to a leaf. */
    public static final int DEPTH_MAX = 100;

    /**
     * What a node does. Numbers are exact decimals of at most 34 digits throughout, and a text that is a number counts as
     * one where a number is needed. An operator fails if an argument fails or is not of the kind that it needs, unless it
     * says otherwise.
     */
    public enum Operator {
        NUMBER("a number"),
        STRING("a text"),
        BOOLEAN("true or false"),
        NULL("null", 0, 0),
        /** The value of the event's data property; fails if it is missing or null. */
        PROPERTY("a property"),
        /** True if the event's data has the property, and it is not null. */
        HAS("has"),
        ADD("+", 2, 2),
        SUBTRACT("-", 2, 2),
        MULTIPLY("*", 2, 2),
        /** To 34 digits, half even; by zero fails. */
        DIVIDE("/", 2, 2),
        /** The remainder of whole numbers, with the dividend's sign; by zero fails. */
        REMAINDER("%", 2, 2),
        NEGATE("-", 1, 1),
        /** The least of its arguments, one at least. */
        LEAST("math.least", 1, Integer.MAX_VALUE),
        GREATEST("math.greatest", 1, Integer.MAX_VALUE),
        ABSOLUTE("math.abs", 1, 1),
        CEILING("math.ceil", 1, 1),
        FLOOR("math.floor", 1, 1),
        /** To the nearest whole number, halves away from zero. */
        ROUND("math.round", 1, 1),
        /** The whole number towards zero. */
        TRUNCATE("int", 1, 1),
        /** Of numbers if one is a number and the other can be read as one; else of texts or of booleans. */
        EQUAL("==", 2, 2),
        NOT_EQUAL("!=", 2, 2),
        /** Of numbers if both can be read as such, else of texts. */
        LESS("<", 2, 2),
        LESS_OR_EQUAL("<=", 2, 2),
        GREATER(">", 2, 2),
        GREATER_OR_EQUAL(">=", 2, 2),
        /** False if any argument is false; fails only if none is and one fails. */
        AND("&&", 2, Integer.MAX_VALUE),
        /** True if any argument is true; fails only if none is and one fails. */
        OR("||", 2, Integer.MAX_VALUE),
        NOT("!", 1, 1),
        /** Condition, then, else; only the one taken is evaluated. */
        CONDITIONAL("?:", 3, 3),
        /** True if the first argument equals one of the others. */
        IN("in", 1, Integer.MAX_VALUE),
        STARTS_WITH("startsWith", 2, 2),
        ENDS_WITH("endsWith", 2, 2),
        CONTAINS("contains", 2, 2),
        /** A text's length in code points. */
        SIZE("size", 1, 1),
        /** A to Z only; other letters stay as they are. */
        LOWER_CASE("lowerAscii", 1, 1),
        /** a to z only; other letters stay as they are. */
        UPPER_CASE("upperAscii", 1, 1),
        /** One text after the other. */
        CONCATENATE("+", 2, 2),
        /** The number that a text stands for. */
        TO_NUMBER("double", 1, 1),
        /** The text of a number without trailing zeros, or of a boolean. */
        TO_STRING("string", 1, 1);

        private final String symbol;
        private final boolean hasText;
        private final int argumentsMin;
        private final int argumentsMax;

        /** A leaf with a text. */
        Operator(String symbol) {
            this.symbol = symbol;
            this.hasText = true;
            this.argumentsMin = 0;
            this.argumentsMax = 0;
        }

        Operator(String symbol, int argumentsMin, int argumentsMax) {
            this.symbol = symbol;
            this.hasText = false;
            this.argumentsMin = argumentsMin;
            this.argumentsMax = argumentsMax;
        }

        /** As the caller writes it. */
        public String symbol() {
            return symbol;
        }
    }

    public Expression {
        requireNonNull(operator, "operator is null");
        arguments = orEmpty(arguments);
        boolean shaped = text.isPresent() == operator.hasText
                && arguments.size() >= operator.argumentsMin
                && arguments.size() <= operator.argumentsMax;
        if (!shaped) {
            throw new IllegalArgumentException(
                    operator + " with text " + text + " and " + arguments.size() + " arguments");
        }
        if (operator == Operator.NUMBER && Decimals.parse(text.get()).isEmpty()) {
            throw new IllegalArgumentException("'" + text.get() + "' is no number");
        }
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

    /** True if the whole tree is small enough to be evaluated on every event. */
    @JsonIgnore
    public boolean isBounded() {
        return nodes(1) <= NODES_MAX;
    }

    /** Of this tree, whose root is {@code depth} nodes deep; more than are allowed if it is too deep. */
    private int nodes(int depth) {
        if (depth > DEPTH_MAX) {
            return NODES_MAX + 1;
        }
        int nodes = 1;
        for (Expression argument : arguments) {
            nodes += argument.nodes(depth + 1);
            if (nodes > NODES_MAX) {
                return NODES_MAX + 1;
            }
        }
        return nodes;
    }
}
