package io.tallyhouse.contracts.metric.expression;

import io.tallyhouse.contracts.data.DataValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Evaluates expressions on an event's data, exactly and in bounded time. Never throws: what cannot be computed is a
 * failure, told in a sentence that names property and operator, without the value that was sent.
 *
 * <p>Numbers have at most 34 significant digits and are no smaller than about 1e-64. Sums, differences and products that
 * need more are failures; quotients are rounded to 34 digits, half even.
 */
public final class Evaluation {
    /** Longest text that an expression makes out of others, in UTF-16 units. */
    public static final int TEXT_LENGTH_MAX = 2_000;

    private Evaluation() {}

    /**
     * A value, or why there is none; exactly one is present.
     *
     * @param failure as {@code 'tokens' is missing}
     */
    public record Result<T>(Optional<T> value, Optional<String> failure) {
        private static <T> Result<T> of(Optional<T> value, Supplier<String> lack) {
            return value.isPresent() ? new Result<>(value, Optional.empty()) : failed(lack.get());
        }

        private static <T> Result<T> failed(String reason) {
            return new Result<>(Optional.empty(), Optional.of(reason));
        }

        public <R> R fold(Function<T, R> ifComputed, Function<String, R> ifFailed) {
            return value.isPresent() ? ifComputed.apply(value.get()) : ifFailed.apply(failure.orElseThrow());
        }
    }

    /** @param expression that is bounded */
    public static Result<BigDecimal> number(Expression expression, Map<String, DataValue> data) {
        Outcome outcome = new Evaluator(data).evaluate(expression);
        return outcome.reason()
                .<Result<BigDecimal>>map(Result::failed)
                .orElseGet(() -> Result.of(outcome.number(), () -> Operands.named(expression) + " is not a number"));
    }

    /** The value of one property. */
    public static Result<BigDecimal> number(String property, Map<String, DataValue> data) {
        DataValue value = data.get(property);
        return Result.of(
                value == null ? Optional.empty() : value.number(),
                () -> "'" + property + "' " + (Outcome.isThere(value) ? "is not a number" : "is missing"));
    }

    /**
     * A number is its canonical text, and a boolean {@code true} or {@code false}.
     *
     * @param expression that is bounded
     */
    public static Result<String> text(Expression expression, Map<String, DataValue> data) {
        Outcome outcome = new Evaluator(data).evaluate(expression);
        return outcome.reason()
                .<Result<String>>map(Result::failed)
                .orElseGet(() -> Result.of(outcome.written(), () -> "the expression comes to null"));
    }

    /** The value of one property. */
    public static Result<String> text(String property, Map<String, DataValue> data) {
        DataValue value = data.get(property);
        return Result.of(value == null ? Optional.empty() : value.comparable(), () -> "'" + property + "' is missing");
    }
}
