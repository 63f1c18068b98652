package io.tallyhouse.contracts.metric.expression;

import static io.tallyhouse.contracts.metric.expression.Trees.call;
import static io.tallyhouse.contracts.metric.expression.Trees.number;
import static io.tallyhouse.contracts.metric.expression.Trees.property;
import static io.tallyhouse.contracts.metric.expression.Trees.string;
import static io.tallyhouse.contracts.metric.expression.Trees.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.expression.Expression.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EvaluationTest {
    private static final Map<String, DataValue> EVENT = Map.of(
            "seven", new NumberValue("7.0"),
            "two", new TextValue("2"),
            "zero", new NumberValue("0"),
            "half", new NumberValue("2.5"),
            "huge", new NumberValue("9999999999999999999999999999999999"),
            "model", new TextValue("Gpt-\u00c4"),
            "smile", new TextValue("a\ud83d\ude00"),
            "on", new BooleanValue(true),
            "none", new NullValue());
    private static final Expression FAILS = property("absent");

    static Stream<Arguments> values() {
        return Stream.of(
                // a text that is a number counts as one: 7 * 2 + 2.5 = 16.5
                Arguments.of(
                        "16.5", add(call(Operator.MULTIPLY, property("seven"), property("two")), property("half"))),
                Arguments.of("9007199254740993", add(number("9007199254740992"), number("1"))),
                Arguments.of("0.3", add(number("0.1"), number("0.2"))),
                Arguments.of("3.5", call(Operator.DIVIDE, property("seven"), property("two"))),
                // 34 digits, half even: 2/3 ends in 7
                Arguments.of("0.6666666666666666666666666666666667", call(Operator.DIVIDE, number("2"), number("3"))),
                Arguments.of("-1", call(Operator.REMAINDER, number("-7"), number("2"))),
                Arguments.of("-7", call(Operator.NEGATE, property("seven"))),
                Arguments.of("2", call(Operator.LEAST, property("seven"), property("two"), property("half"))),
                Arguments.of("7", call(Operator.GREATEST, property("seven"), property("two"), property("half"))),
                Arguments.of("2.5", call(Operator.ABSOLUTE, number("-2.5"))),
                Arguments.of("3", call(Operator.CEILING, property("half"))),
                Arguments.of("-3", call(Operator.FLOOR, number("-2.5"))),
                Arguments.of("-3", call(Operator.ROUND, number("-2.5"))),
                Arguments.of("-2", call(Operator.TRUNCATE, number("-2.5"))),
                Arguments.of("2", call(Operator.SIZE, property("smile"))),
                Arguments.of("12.5", call(Operator.TO_NUMBER, string("12.50"))),
                Arguments.of("1", chosen(call(Operator.EQUAL, property("seven"), number("7.00")))),
                Arguments.of("1", chosen(call(Operator.EQUAL, property("two"), number("2.0")))),
                // two texts are compared as texts, whatever they look like
                Arguments.of("0", chosen(call(Operator.EQUAL, property("two"), string("2.0")))),
                Arguments.of("0", chosen(call(Operator.EQUAL, property("model"), number("2")))),
                Arguments.of("1", chosen(call(Operator.NOT_EQUAL, property("on"), truth(false)))),
                // as numbers 10 is more than 9, as texts it is less
                Arguments.of("1", chosen(call(Operator.GREATER, string("10"), string("9")))),
                Arguments.of("1", chosen(call(Operator.LESS, string("10"), string("9a")))),
                Arguments.of("1", chosen(call(Operator.LESS_OR_EQUAL, property("two"), number("2")))),
                Arguments.of("0", chosen(call(Operator.GREATER_OR_EQUAL, property("two"), property("half")))),
                Arguments.of("1", chosen(call(Operator.IN, property("seven"), string("x"), number("7")))),
                Arguments.of("0", chosen(call(Operator.IN, property("seven")))),
                Arguments.of("1", chosen(call(Operator.STARTS_WITH, property("model"), string("Gpt")))),
                Arguments.of("0", chosen(call(Operator.ENDS_WITH, property("model"), string("gpt")))),
                Arguments.of("1", chosen(call(Operator.CONTAINS, property("model"), string("pt-")))),
                Arguments.of("1", chosen(Expression.leaf(Operator.HAS, "two"))),
                Arguments.of("0", chosen(Expression.leaf(Operator.HAS, "none"))),
                Arguments.of("0", chosen(call(Operator.AND, FAILS, truth(false)))),
                Arguments.of("1", chosen(call(Operator.OR, FAILS, truth(true)))),
                Arguments.of("0", chosen(call(Operator.NOT, property("on")))),
                // what is not taken may fail
                Arguments.of("5", call(Operator.CONDITIONAL, truth(true), number("5"), FAILS)));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("'absent' is missing", add(property("absent"), number("1"))),
                Arguments.of("'none' is missing", property("none")),
                Arguments.of(
                        "'model' is not a number, as '*' needs",
                        call(Operator.MULTIPLY, property("model"), number("3"))),
                Arguments.of("'on' is not a number", property("on")),
                Arguments.of("the result of '+' is not a number", call(Operator.CONCATENATE, string("a"), string("b"))),
                Arguments.of("'/' divides by zero: 'zero' is 0", call(Operator.DIVIDE, number("1"), property("zero"))),
                Arguments.of(
                        "'%' divides by zero: 'zero' is 0", call(Operator.REMAINDER, number("1"), property("zero"))),
                Arguments.of(
                        "'half' is not a whole number, as '%' needs",
                        call(Operator.REMAINDER, property("half"), number("2"))),
                Arguments.of(
                        "the result of '*' needs more than 34 digits or is too small",
                        call(Operator.MULTIPLY, property("huge"), property("huge"))),
                Arguments.of(
                        "the result of '+' needs more than 34 digits or is too small",
                        add(property("huge"), number("0.1"))),
                Arguments.of(
                        "'seven' is not a text, as 'startsWith' needs",
                        call(Operator.STARTS_WITH, property("seven"), string("7"))),
                Arguments.of(
                        "'model' is not a number, as '<' needs",
                        chosen(call(Operator.LESS, property("model"), number("3")))),
                Arguments.of(
                        "'on' is not a number or a text, as '<' needs",
                        chosen(call(Operator.LESS, property("on"), property("model")))),
                Arguments.of("'absent' is missing", chosen(call(Operator.AND, truth(true), FAILS))),
                Arguments.of(
                        "'two' is not true or false, as '||' needs",
                        chosen(call(Operator.OR, property("two"), truth(false)))),
                Arguments.of(
                        "the result of '+' is not true or false, as '?:' needs",
                        chosen(add(number("1"), number("1")))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void an_expression_comes_to(String expected, Expression expression) {
        assertThat(Evaluation.number(expression, EVENT).value().map(Object::toString))
                .as(Evaluation.number(expression, EVENT).toString())
                .contains(expected);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_names_property_and_operator_but_no_value(String expected, Expression expression) {
        assertThat(Evaluation.number(expression, EVENT).failure()).contains(expected);
    }

    @Test
    void texts_are_made_of_texts() {
        // Given
        Expression member = call(
                Operator.CONCATENATE,
                call(Operator.CONCATENATE, call(Operator.TO_STRING, property("seven")), string("/")),
                call(Operator.LOWER_CASE, property("model")));
        // Then only A to Z are lowered, and 7.0 is written 7
        assertThat(Evaluation.text(member, EVENT).value()).contains("7/gpt-\u00c4");
        assertThat(Evaluation.text(call(Operator.UPPER_CASE, string("aZ\u00e9")), EVENT)
                        .value())
                .contains("AZ\u00e9");
        assertThat(Evaluation.text(property("on"), EVENT).value()).contains("true");
        assertThat(Evaluation.text(property("half"), EVENT).value()).contains("2.5");
        assertThat(Evaluation.text(new Expression(Operator.NULL, Optional.empty(), List.of()), EVENT)
                        .failure())
                .contains("the expression comes to null");
    }

    @Test
    void a_text_does_not_grow_without_bound() {
        // Given 1,200 + 1,200 characters, over the 2,000 allowed
        Map<String, DataValue> data = Map.of("long", new TextValue("x".repeat(1_200)));
        // Then
        assertThat(Evaluation.text(call(Operator.CONCATENATE, property("long"), property("long")), data)
                        .failure())
                .contains("the text made by '+' is longer than 2000 characters");
    }

    @Test
    void a_tree_of_the_wrong_shape_cannot_be_made() {
        assertThatThrownBy(() -> call(Operator.ADD, number("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call(Operator.PROPERTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> number("1e400")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_tree_has_a_bounded_depth_and_size() {
        // Given a chain of 100 nodes is the deepest, and 499 arguments make the widest
        assertThat(chain(99).isBounded()).isTrue();
        assertThat(chain(100).isBounded()).isFalse();
        assertThat(call(
                                Operator.LEAST,
                                Stream.generate(() -> number("1")).limit(499).toArray(Expression[]::new))
                        .isBounded())
                .isTrue();
        assertThat(call(
                                Operator.LEAST,
                                Stream.generate(() -> number("1")).limit(500).toArray(Expression[]::new))
                        .isBounded())
                .isFalse();
    }

    private static Expression chain(int negations) {
        Expression chain = number("1");
        for (int count = 0; count < negations; count++) {
            chain = call(Operator.NEGATE, chain);
        }
        return chain;
    }

    private static Expression add(Expression left, Expression right) {
        return call(Operator.ADD, left, right);
    }

    /** 1 if the condition holds, else 0. */
    private static Expression chosen(Expression condition) {
        return call(Operator.CONDITIONAL, condition, number("1"), number("0"));
    }
}
