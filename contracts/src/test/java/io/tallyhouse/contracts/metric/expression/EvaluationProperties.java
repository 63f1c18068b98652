package io.tallyhouse.contracts.metric.expression;

import static io.tallyhouse.contracts.metric.expression.Trees.call;
import static io.tallyhouse.contracts.metric.expression.Trees.property;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.expression.Expression.Operator;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EvaluationProperties {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> TEXTS = List.of("", "0", "-3", "1.50", "x", "true", "9e33", "1e-60", "\ud83d");

    @Property(tries = 5_000)
    void whatever_tree_and_event_there_is_a_value_or_a_reason_and_always_the_same(@ForAll long seed) {
        // Given
        Expression tree = tree(new Random(seed), 6);
        Map<String, DataValue> data = data(new Random(seed ^ 0x5DEECE66DL));
        // When
        Evaluation.Result<BigDecimal> number = Evaluation.number(tree, data);
        Evaluation.Result<String> text = Evaluation.text(tree, data);
        // Then
        assertThat(number.value().isPresent()).isNotEqualTo(number.failure().isPresent());
        assertThat(text.value().isPresent()).isNotEqualTo(text.failure().isPresent());
        assertThat(Evaluation.number(tree, Map.copyOf(data))).isEqualTo(number);
        assertThat(Evaluation.text(tree, Map.copyOf(data))).isEqualTo(text);
        number.value()
                .ifPresent(value ->
                        assertThat(Decimals.parse(value.toPlainString())).contains(value));
    }

    @Property(tries = 1_000)
    void a_tree_is_the_same_after_it_was_stored(@ForAll long seed) {
        // Given
        Expression tree = tree(new Random(seed), 5);
        // Then
        assertThat(ContractJson.read(ContractJson.write(tree), Expression.class))
                .isEqualTo(tree);
    }

    @Property
    void sums_differences_and_products_are_those_of_exact_decimals(
            @ForAll("numbers") BigDecimal a, @ForAll("numbers") BigDecimal b) {
        assertExact(Operator.ADD, a, b, BigDecimal::add);
        assertExact(Operator.SUBTRACT, a, b, BigDecimal::subtract);
        assertExact(Operator.MULTIPLY, a, b, BigDecimal::multiply);
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
                .ofScale(12)
                .map(Decimals::canonical);
    }

    private static void assertExact(Operator operator, BigDecimal a, BigDecimal b, BinaryOperator<BigDecimal> exact) {
        // Given one number as such and one as a text
        Map<String, DataValue> data =
                Map.of("a", new NumberValue(a.toPlainString()), "b", new TextValue(b.toPlainString()));
        BigDecimal expected = Decimals.canonical(exact.apply(a, b));
        // When
        Optional<BigDecimal> value = Evaluation.number(call(operator, property("a"), property("b")), data)
                .value();
        // Then more than 34 digits are no value, never a rounded one
        assertThat(value).isEqualTo(expected.precision() > 34 ? Optional.empty() : Optional.of(expected));
    }

    private static Expression tree(Random random, int depth) {
        Operator[] all = Operator.values();
        Operator operator = all[random.nextInt(depth == 0 ? 6 : all.length)];
        return switch (operator) {
            case NUMBER -> Trees.number(Integer.toString(random.nextInt(20) - 10));
            case BOOLEAN -> Trees.truth(random.nextBoolean());
            case STRING -> Trees.string(one(TEXTS, random));
            case PROPERTY, HAS -> Expression.leaf(operator, one(NAMES, random));
            case NULL -> Expression.of(operator);
            default -> branch(operator, random, depth - 1);
        };
    }

    /** With as many arguments as the operator takes, found by trying. */
    private static Expression branch(Operator operator, Random random, int depth) {
        for (int count = 1; ; count++) {
            Expression[] arguments = new Expression[count];
            for (int index = 0; index < count; index++) {
                arguments[index] = tree(random, depth);
            }
            try {
                return Expression.of(operator, arguments);
            } catch (IllegalArgumentException e) {
                if (count == 3) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, DataValue> data(Random random) {
        Map<String, DataValue> data = new HashMap<>();
        for (String name : NAMES) {
            switch (random.nextInt(5)) {
                case 0 -> data.put(name, new NumberValue(Integer.toString(random.nextInt(100) - 50)));
                case 1 -> data.put(name, new TextValue(one(TEXTS, random)));
                case 2 -> data.put(name, new BooleanValue(random.nextBoolean()));
                case 3 -> data.put(name, new NullValue());
                default -> {
                    // the property is missing
                }
            }
        }
        return data;
    }

    private static <T> T one(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
