package io.tallyhouse.contracts.data;

import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/** One value of an event's flat {@code data}, with its text as it was sent. */
public sealed interface DataValue {
    /** As sent, without quotes; {@code ""} for null. */
    String text();

    /** One letter that keeps values of different types apart in the canonical form. */
    String typeTag();

    /** The number it stands for: a JSON number or a string that is one; empty for anything else. */
    default Optional<BigDecimal> number() {
        return Optional.empty();
    }

    /** What filters and groups compare: numbers in canonical text, null as empty. */
    default Optional<String> comparable() {
        return Optional.of(text());
    }

    /** A JSON number with its digits as sent. */
    record NumberValue(String text) implements DataValue {
        @Override
        public String typeTag() {
            return "n";
        }

        @Override
        public Optional<BigDecimal> number() {
            return Decimals.parse(text);
        }

        @Override
        public Optional<String> comparable() {
            return Optional.of(number().map(Decimals::text).orElse(text));
        }
    }

    /** A JSON string. */
    record TextValue(String text) implements DataValue {
        @Override
        public String typeTag() {
            return "s";
        }

        @Override
        public Optional<BigDecimal> number() {
            return Decimals.parse(text);
        }
    }

    /** true or false. */
    record BooleanValue(boolean value) implements DataValue {
        @Override
        public String text() {
            return Boolean.toString(value);
        }

        @Override
        public String typeTag() {
            return "b";
        }
    }

    /** null: the property is there and has no value. */
    record NullValue() implements DataValue {
        @Override
        public String text() {
            return "";
        }

        @Override
        public String typeTag() {
            return "z";
        }

        @Override
        public Optional<String> comparable() {
            return Optional.empty();
        }
    }
}
