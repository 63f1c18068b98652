package io.tallyhouse.catalog.metric;

import io.tallyhouse.contracts.catalog.MetricParameter.Type;
import io.tallyhouse.contracts.json.PlainText;
import io.tallyhouse.kernel.money.Decimals;
import java.util.Optional;

/** What texts are values of a parameter. */
public final class ParameterText {
    private ParameterText() {}

    /** The value as it is kept, so that the same number is the same text; empty if it is none of the type. */
    public static Optional<String> canonical(Type type, String text) {
        return switch (type) {
            case STRING -> Optional.of(text).filter(known -> known.isEmpty() || PlainText.isLine(known));
            case INTEGER ->
                Decimals.parse(text).filter(number -> number.scale() == 0).map(Decimals::text);
            case DECIMAL -> Decimals.parse(text).map(Decimals::text);
        };
    }

    /** What a value must be, for who sent another. */
    public static String rule(Type type) {
        return switch (type) {
            case INTEGER -> "must be a whole number, as \"3\"";
            case DECIMAL -> "must be a decimal number in a string, as \"0.10\"";
            case STRING -> "must be a string of at most " + PlainText.LINE_LENGTH_MAX + " characters";
        };
    }
}
