package io.tallyhouse.contracts.metric.expression;

import io.tallyhouse.contracts.metric.expression.Expression.Operator;
import io.tallyhouse.contracts.metric.expression.Outcome.Failure;
import io.tallyhouse.contracts.metric.expression.Outcome.Nothing;
import io.tallyhouse.contracts.metric.expression.Outcome.Number;
import io.tallyhouse.contracts.metric.expression.Outcome.Text;
import io.tallyhouse.contracts.metric.expression.Outcome.Truth;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator that takes all of its arguments makes of them.
 *
 * @param outcomes of the node's arguments, in their order
 */
record Operands(Expression node, List<Outcome> outcomes) {
    private static final int RIGHT = 1;

    Outcome onNumbers() {
        List<BigDecimal> numbers = new ArrayList<>(outcomes.size());
        for (int index = 0; index < outcomes.size(); index++) {
            Outcome outcome = outcomes.get(index);
            Optional<BigDecimal> number = outcome.number();
            if (number.isEmpty()) {
                return outcome.hasFailed() ? outcome : lacking("a number", index);
            }
            numbers.add(number.get());
        }
        BigDecimal first = numbers.get(0);
        return switch (node.operator()) {
            case ADD -> bounded(first.add(numbers.get(RIGHT)));
            case SUBTRACT -> bounded(first.subtract(numbers.get(RIGHT)));
            case MULTIPLY -> bounded(first.multiply(numbers.get(RIGHT)));
            case DIVIDE ->
                numbers.get(RIGHT).signum() == 0
                        ? dividedByZero()
                        : bounded(Decimals.quotient(first, numbers.get(RIGHT)));
            case REMAINDER -> remainder(first, numbers.get(RIGHT));
            case NEGATE -> new Number(first.negate());
            case LEAST -> new Number(numbers.stream().reduce(first, BigDecimal::min));
            case GREATEST -> new Number(numbers.stream().reduce(first, BigDecimal::max));
            case ABSOLUTE -> new Number(first.abs());
            case CEILING -> whole(first, RoundingMode.CEILING);
            case FLOOR -> whole(first, RoundingMode.FLOOR);
            case ROUND -> whole(first, RoundingMode.HALF_UP);
            case TRUNCATE -> whole(first, RoundingMode.DOWN);
            case TO_NUMBER -> new Number(first);
            default -> throw new IllegalStateException(node.operator() + " takes no numbers");
        };
    }

    Outcome onTexts() {
        List<String> texts = new ArrayList<>(outcomes.size());
        for (int index = 0; index < outcomes.size(); index++) {
            Outcome outcome = outcomes.get(index);
            Optional<String> text = outcome.text();
            if (text.isEmpty()) {
                return outcome.hasFailed() ? outcome : lacking("a text", index);
            }
            texts.add(text.get());
        }
        String first = texts.get(0);
        return switch (node.operator()) {
            case STARTS_WITH -> Outcome.of(first.startsWith(texts.get(RIGHT)));
            case ENDS_WITH -> Outcome.of(first.endsWith(texts.get(RIGHT)));
            case CONTAINS -> Outcome.of(first.contains(texts.get(RIGHT)));
            case SIZE -> new Number(BigDecimal.valueOf(first.codePointCount(0, first.length())));
            case LOWER_CASE -> new Text(mapped(first, 'A', 'Z', 'a' - 'A'));
            case UPPER_CASE -> new Text(mapped(first, 'a', 'z', 'A' - 'a'));
            case CONCATENATE -> concatenated(first, texts.get(RIGHT));
            default -> throw new IllegalStateException(node.operator() + " takes no texts");
        };
    }

    Outcome onAnything() {
        Optional<Outcome> failure = outcomes.stream().filter(Outcome::hasFailed).findFirst();
        if (failure.isPresent()) {
            return failure.get();
        }
        Outcome first = outcomes.get(0);
        return switch (node.operator()) {
            case EQUAL -> Outcome.of(areEqual(first, outcomes.get(RIGHT)));
            case NOT_EQUAL -> Outcome.of(!areEqual(first, outcomes.get(RIGHT)));
            case IN -> Outcome.of(outcomes.stream().skip(1).anyMatch(other -> areEqual(first, other)));
            case NOT ->
                first.truth()
                        .map(truth -> Outcome.of(!truth))
                        .orElseGet(() -> notTruth(node, node.arguments().get(0)));
            case TO_STRING -> first.written().<Outcome>map(Text::new).orElseGet(() -> lacking("a value", 0));
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> compared(first, outcomes.get(RIGHT));
            default -> throw new IllegalStateException(node.operator() + " does not take anything");
        };
    }

    private static boolean areEqual(Outcome left, Outcome right) {
        if (left instanceof Number || right instanceof Number) {
            return left.number().isPresent() && left.number().equals(right.number());
        }
        return left.equals(right);
    }

    private Outcome compared(Outcome left, Outcome right) {
        Optional<BigDecimal> leftNumber = left.number();
        Optional<BigDecimal> rightNumber = right.number();
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return ordered(leftNumber.get().compareTo(rightNumber.get()));
        }
        if (left.text().isPresent() && right.text().isPresent()) {
            return ordered(left.text().get().compareTo(right.text().get()));
        }
        boolean numbers = left instanceof Number || right instanceof Number;
        if (left instanceof Truth || left instanceof Nothing || numbers && leftNumber.isEmpty()) {
            return lacking(numbers ? "a number" : "a number or a text", 0);
        }
        return lacking(numbers ? "a number" : "a number or a text", RIGHT);
    }

    private Outcome ordered(int comparison) {
        return switch (node.operator()) {
            case LESS -> Outcome.of(comparison < 0);
            case LESS_OR_EQUAL -> Outcome.of(comparison <= 0);
            case GREATER -> Outcome.of(comparison > 0);
            case GREATER_OR_EQUAL -> Outcome.of(comparison >= 0);
            default -> throw new IllegalStateException(node.operator() + " orders nothing");
        };
    }

    private Outcome remainder(BigDecimal dividend, BigDecimal divisor) {
        if (dividend.scale() > 0 || divisor.scale() > 0) {
            return lacking("a whole number", dividend.scale() > 0 ? 0 : RIGHT);
        }
        return divisor.signum() == 0 ? dividedByZero() : bounded(dividend.remainder(divisor));
    }

    private Outcome whole(BigDecimal number, RoundingMode mode) {
        return bounded(number.setScale(0, mode));
    }

    private Outcome bounded(BigDecimal exact) {
        BigDecimal value = Decimals.canonical(exact);
        boolean small = value.precision() <= Decimals.DIGITS_MAX
                && Math.abs(value.precision() - value.scale()) <= Decimals.EXPONENT_MAX;
        return small
                ? new Number(value)
                : new Failure("the result of '" + node.operator().symbol() + "' needs more than " + Decimals.DIGITS_MAX
                        + " digits or is too small");
    }

    private Outcome concatenated(String left, String right) {
        return left.length() + right.length() <= Evaluation.TEXT_LENGTH_MAX
                ? new Text(left + right)
                : new Failure("the text made by '+' is longer than " + Evaluation.TEXT_LENGTH_MAX + " characters");
    }

    private Outcome dividedByZero() {
        Expression divisor = node.arguments().get(RIGHT);
        return new Failure("'" + node.operator().symbol() + "' divides by zero: " + named(divisor) + " is 0");
    }

    private Outcome lacking(String kind, int index) {
        return lacking(node, node.arguments().get(index), kind);
    }

    static Outcome notTruth(Expression node, Expression argument) {
        return lacking(node, argument, "true or false");
    }

    private static Outcome lacking(Expression node, Expression argument, String kind) {
        return new Failure(
                named(argument) + " is not " + kind + ", as '" + node.operator().symbol() + "' needs");
    }

    /** As a sentence names it; never by what was sent. */
    static String named(Expression argument) {
        if (argument.operator() == Operator.PROPERTY) {
            return "'" + argument.text().orElseThrow() + "'";
        }
        return argument.arguments().isEmpty()
                ? "the literal"
                : "the result of '" + argument.operator().symbol() + "'";
    }

    private static String mapped(String text, char from, char to, int by) {
        StringBuilder mapped = new StringBuilder(text);
        for (int index = 0; index < mapped.length(); index++) {
            char letter = mapped.charAt(index);
            if (letter >= from && letter <= to) {
                mapped.setCharAt(index, (char) (letter + by));
            }
        }
        return mapped.toString();
    }
}
