package io.tallyhouse.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Filters against their plain meaning: numbers by value, texts by text, a null property as a missing one. */
class PropertyFilterProperties {
    private static final int TRIES = 2_000;
    private static final String PROPERTY = "p";
    private static final String[] NUMBERS = {"0", "-0", "0.00", "1.5", "1.50", "15e-1", "-1.5", "100", "1E2", "1e+2"};
    private static final String[] TEXTS = {
        "", " ", " 1.5", "01.5", "+1.5", "eu", "EU", "Eu", "true", "TRUE", "false", "é", "É", "σ", "ς", "Σ", "null",
        "NaN"
    };

    @Property(tries = TRIES)
    void each_operator_says_what_its_name_says(
            @ForAll("values") Optional<DataValue> value,
            @ForAll Operator operator,
            @ForAll("texts") @Size(min = 1, max = 4) List<String> texts,
            @ForAll("numbers") String number,
            @ForAll Optional<Boolean> caseSensitive) {
        List<String> compared = operator.comparesNumbers() ? List.of(number) : texts;
        PropertyFilter filter = new PropertyFilter(PROPERTY, operator, compared, caseSensitive);

        assertThat(filter.holds(data(value)))
                .as("%s of %s", filter, value)
                .isEqualTo(holdsPlainly(filter, value.filter(known -> !(known instanceof NullValue))));
    }

    @Property(tries = TRIES)
    void an_operator_and_its_negation_never_agree(
            @ForAll("values") Optional<DataValue> value,
            @ForAll("texts") @Size(min = 1, max = 4) List<String> texts,
            @ForAll boolean caseSensitive) {
        assertThat(holds(Operator.NOT_IN, texts, caseSensitive, value))
                .isNotEqualTo(holds(Operator.IN, texts, caseSensitive, value));
        assertThat(holds(Operator.NOT_EXISTS, List.of(), caseSensitive, value))
                .isNotEqualTo(holds(Operator.EXISTS, List.of(), caseSensitive, value));
    }

    @Property(tries = TRIES)
    void of_three_ways_two_numbers_can_stand_to_each_other_exactly_one_holds(
            @ForAll("numbers") String sent, @ForAll("numbers") String compared, @ForAll boolean asText) {
        Optional<DataValue> value = Optional.of(asText ? new TextValue(sent) : new NumberValue(sent));
        boolean below = holds(Operator.LT, List.of(compared), true, value);
        boolean above = holds(Operator.GT, List.of(compared), true, value);
        boolean equal = holds(Operator.LTE, List.of(compared), true, value)
                && holds(Operator.GTE, List.of(compared), true, value);

        assertThat(List.of(below, above, equal)).containsOnlyOnce(true);
    }

    private static boolean holdsPlainly(PropertyFilter filter, Optional<DataValue> there) {
        boolean isListed = there.stream()
                .anyMatch(value -> filter.values().stream().anyMatch(text -> isAlike(value, text, filter)));
        return switch (filter.operator()) {
            case EXISTS -> there.isPresent();
            case NOT_EXISTS -> there.isEmpty();
            case IN -> isListed;
            case NOT_IN -> !isListed;
            case LT -> comparisons(filter, there).anyMatch(compared -> compared < 0);
            case LTE -> comparisons(filter, there).anyMatch(compared -> compared <= 0);
            case GT -> comparisons(filter, there).anyMatch(compared -> compared > 0);
            case GTE -> comparisons(filter, there).anyMatch(compared -> compared >= 0);
        };
    }

    /** None where the value is no number. */
    private static Stream<Integer> comparisons(PropertyFilter filter, Optional<DataValue> there) {
        return there.stream()
                .filter(value -> !(value instanceof BooleanValue))
                .map(DataValue::text)
                .filter(text -> List.of(NUMBERS).contains(text))
                .map(text -> new BigDecimal(text)
                        .compareTo(new BigDecimal(filter.values().get(0))));
    }

    private static boolean isAlike(DataValue value, String text, PropertyFilter filter) {
        if (value instanceof NumberValue number) {
            return List.of(NUMBERS).contains(text)
                    && new BigDecimal(text).compareTo(new BigDecimal(number.text())) == 0;
        }
        boolean isCaseSensitive =
                filter.caseSensitive().isEmpty() || filter.caseSensitive().get();
        return isCaseSensitive ? value.text().equals(text) : value.text().equalsIgnoreCase(text);
    }

    private static boolean holds(
            Operator operator, List<String> values, boolean caseSensitive, Optional<DataValue> value) {
        return new PropertyFilter(PROPERTY, operator, values, Optional.of(caseSensitive)).holds(data(value));
    }

    private static Map<String, DataValue> data(Optional<DataValue> value) {
        DataValue other = new NumberValue("1.5");
        return value.map(known -> Map.of(PROPERTY, known, "other", other)).orElse(Map.of("other", other));
    }

    @Provide
    Arbitrary<Optional<DataValue>> values() {
        return Arbitraries.oneOf(
                        Arbitraries.of(NUMBERS).map(NumberValue::new),
                        Arbitraries.of(NUMBERS).map(TextValue::new),
                        Arbitraries.of(TEXTS).map(TextValue::new),
                        Arbitraries.of(new BooleanValue(true), new BooleanValue(false)),
                        Arbitraries.just(new NullValue()))
                .map(DataValue.class::cast)
                .optional(0.9);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.oneOf(Arbitraries.of(NUMBERS), Arbitraries.of(TEXTS)).list();
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(NUMBERS);
    }
}
