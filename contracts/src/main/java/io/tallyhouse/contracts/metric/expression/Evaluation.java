package io.tallyhouse.contracts.metric.expression;

import io.tallyhouse.contracts.usage.DataValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Evaluates expressions on an event's data, exactly and in bounded time. */
public final class Evaluation {
    private Evaluation() {}

    /** A value, or why there is none. */
    public record Result(Optional<BigDecimal> number, Optional<String> text, Optional<String> failure) {}

    public static Result number(Expression expression, Map<String, DataValue> data) {
        throw new UnsupportedOperationException("not yet");
    }

    public static Result text(Expression expression, Map<String, DataValue> data) {
        throw new UnsupportedOperationException("not yet");
    }
}
