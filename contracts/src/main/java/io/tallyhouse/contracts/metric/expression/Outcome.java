package io.tallyhouse.contracts.metric.expression;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node comes to. */
sealed interface Outcome {
    Outcome TRUE = new Truth(true);
    Outcome FALSE = new Truth(false);

    /** The number that it is, or that its text stands for. */
    default Optional<BigDecimal> number() {
        return Optional.empty();
    }

    default Optional<String> text() {
        return Optional.empty();
    }

    default Optional<Boolean> truth() {
        return Optional.empty();
    }

    /** As text, whatever it is; empty for null and failures. */
    default Optional<String> written() {
        return Optional.empty();
    }

    /** Why there is no value; empty if there is one. */
    default Optional<String> reason() {
        return Optional.empty();
    }

    default boolean hasFailed() {
        return false;
    }

    static Outcome of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    /** Null is as missing. */
    static boolean isThere(@Nullable DataValue value) {
        return value != null && value.comparable().isPresent();
    }

    static Outcome ofProperty(String property, Map<String, DataValue> data) {
        DataValue value = data.get(property);
        if (value == null || !isThere(value)) {
            return new Failure("'" + property + "' is missing");
        }
        if (value instanceof BooleanValue truth) {
            return of(truth.value());
        }
        if (value instanceof NumberValue) {
            return value.number()
                    .<Outcome>map(Number::new)
                    .orElseGet(() -> new Failure("'" + property + "' is a number of too many digits"));
        }
        return new Text(value.text());
    }

    /** @param value canonical and within the bounds of {@link Decimals} */
    record Number(BigDecimal value) implements Outcome {
        @Override
        public Optional<BigDecimal> number() {
            return Optional.of(value);
        }

        @Override
        public Optional<String> written() {
            return Optional.of(Decimals.text(value));
        }
    }

    record Text(String value) implements Outcome {
        @Override
        public Optional<BigDecimal> number() {
            return Decimals.parse(value);
        }

        @Override
        public Optional<String> text() {
            return Optional.of(value);
        }

        @Override
        public Optional<String> written() {
            return text();
        }
    }

    record Truth(boolean value) implements Outcome {
        @Override
        public Optional<Boolean> truth() {
            return Optional.of(value);
        }

        @Override
        public Optional<String> written() {
            return Optional.of(Boolean.toString(value));
        }
    }

    record Nothing() implements Outcome {}

    record Failure(String why) implements Outcome {
        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }

        @Override
        public boolean hasFailed() {
            return true;
        }
    }
}
