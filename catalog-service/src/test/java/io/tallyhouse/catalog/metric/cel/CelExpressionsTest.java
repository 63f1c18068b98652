package io.tallyhouse.catalog.metric.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.metric.cel.CelExpressions.Reading;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.catalog.MetricParameter.Type;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.expression.Evaluation;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.contracts.metric.expression.Expression.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CelExpressionsTest {
    private static final List<MetricParameter> PARAMETERS = List.of(
            new MetricParameter("rate", Type.DECIMAL, "0.10"),
            new MetricParameter("seats", Type.INTEGER, "3"),
            new MetricParameter("region", Type.STRING, "eu"));
    private static final Map<String, DataValue> EVENT = Map.of(
            "prompt_tokens", new NumberValue("100"),
            "completion_tokens", new TextValue("40"),
            "prompt tokens", new NumberValue("5"),
            "model", new TextValue("GPT-mini"),
            "region", new TextValue("eu"),
            "amount", new NumberValue("19.99"),
            "null", new NullValue());

    @ParameterizedTest
    @CsvSource(delimiterString = "-->", quoteCharacter = '`', textBlock = """
            data.prompt_tokens * 3 + data.completion_tokens                 --> 340
            data["prompt tokens"] * 2                                       --> 10
            data.amount * 0.029 + 0.30                                      --> 0.87971
            -1.50 + .5 - 1e2                                                --> -101
            - 2 - -3                                                        --> 1
            0x1F + 007                                                      --> 38
            0.1 + 0.2                                                       --> 0.3
            9007199254740993.0 - 1                                          --> 9007199254740992
            7 / 2                                                           --> 3.5
            7 % 4                                                           --> 3
            int(7 / 2)                                                      --> 3
            math.least(data.amount * 0.05, 0.50)                            --> 0.5
            math.greatest([1, data.prompt_tokens, 3.5])                     --> 100
            math.abs(-3) + math.ceil(1.2) + math.floor(1.8) + math.round(2.5) + math.trunc(-1.9) --> 8
            has(data.amount) ? data.amount : 0                              --> 19.99
            has(data.absent) ? data.absent : 0                              --> 0
            "prompt tokens" in data && !("absent" in data) ? 1 : 0          --> 1
            data["null"] == null && data.amount != null ? 1 : 0             --> 1
            data.model.startsWith("GPT") ? 1.5 : 1                          --> 1.5
            data.model.lowerAscii().endsWith("mini") ? size(data.model) : 0 --> 8
            data.model.contains("x") || data.model.size() == 8 ? 2 : 1      --> 2
            data.region in ["eu", "us"] ? 1 : 0                             --> 1
            data.region == params.region ? data.amount * params.rate + params.seats : 0 --> 4.999
            double("1.50") + double(data.completion_tokens)                 --> 41.5
            string(data.prompt_tokens) == "100" ? 1 : 0                     --> 1
            data.absent > 1 || data.amount > 1 ? 1 : 0                      --> 1
            """)
    void an_expression_comes_to_a_number(String text, String expected) {
        // When
        Reading reading = CelExpressions.read(text, PARAMETERS, true);
        // Then
        assertThat(reading.faults()).isEmpty();
        assertThat(Evaluation.number(reading.tree().orElseThrow(), EVENT)
                        .value()
                        .map(Object::toString))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "-->", quoteCharacter = '`', textBlock = """
            data.list.all(x, x > 1)         --> at line 1, column 14: 'all' goes through a list
            data.tokens +                   --> at line 1, column 14: mismatched input
            'a' * 3                         --> at line 1, column 5: '*' does not fit what it is applied to, (text, number)
            1 + data.tokens * 'a'           --> at line 1, column 17: '*' does not fit what it is applied to, (any, text)
            params.foo * 2                  --> at line 1, column 1: 'params' has no such name
            tokens * 2                      --> at line 1, column 1: 'tokens' is not known; known are data.<property>
            pow(2, 3)                       --> at line 1, column 4: 'pow' is not known
            data.a.b                        --> at line 1, column 7: an event's values have no fields
            data                            --> at line 1, column 1: 'data' needs the name of a property
            data[data.a]                    --> at line 1, column 5: the name in [ ] must be a text
            has(tokens)                     --> at line 1, column 4: has(…) takes a property
            {'a': 1}                        --> at line 1, column 1: maps and messages are not possible
            [1, 2]                          --> at line 1, column 1: a list can stand after 'in'
            data.a in data.b ? 1 : 0        --> at line 1, column 8: 'in' needs a list
            math.least([])                  --> at line 1, column 11: the list is empty
            data.a == 3u ? 1 : 0            --> at line 1, column 11: unsigned numbers are not possible
            b'x' == data.a ? 1 : 0          --> at line 1, column 1: the literal is not possible
            99999999999999999999            --> at line 1, column 1: the whole number '99999999999999999999' is too large; write it with a point
            0.12345678901234567890123456789012345 --> at line 1, column 1: the number has more than 34 digits
            1e400                           --> at line 1, column 1: the number has more than 34 digits
            data.a > 1                      --> comes to true or false, and a number is needed
            data.a + 'x'                    --> comes to a text, and a number is needed
            null                            --> comes to null
            """)
    void what_is_not_possible_is_refused_at_its_place(String text, String expected) {
        assertThat(CelExpressions.read(text, PARAMETERS, true).faults())
                .first()
                .asString()
                .startsWith(expected);
    }

    @Test
    void faults_on_several_lines_are_told_at_once_in_code_points() {
        // Given an emoji is one column
        String text = "foo + '\ud83d\ude00' +\n data.a.b +\n bar";
        // Then
        assertThat(CelExpressions.read(text, List.of(), true).faults())
                .extracting(fault -> fault.replaceAll(": .*", ""))
                .containsExactly("at line 1, column 1", "at line 3, column 2");
        assertThat(CelExpressions.read("'\ud83d\ude00' == data.x && data.y.z == 2 ? 1 : 0", List.of(), true)
                        .faults())
                .first()
                .asString()
                .startsWith("at line 1, column 24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data.user + '/' + data.region", "string(data.n) + '/'", "data.user", "data.a > 1", "data.n * 2"
            })
    void a_member_may_be_any_value(String text) {
        assertThat(CelExpressions.read(text, List.of(), false).faults()).isEmpty();
    }

    @Test
    void a_plus_joins_texts_where_nothing_else_is_possible() {
        assertThat(tree("data.a + '/'").operator()).isEqualTo(Operator.CONCATENATE);
        assertThat(tree("data.a + data.b").operator()).isEqualTo(Operator.ADD);
    }

    @Test
    void a_literal_keeps_its_text() {
        assertThat(tree("data.a * 0.1234567890123456789012345678901234")
                        .arguments()
                        .get(1))
                .isEqualTo(Expression.leaf(Operator.NUMBER, "0.1234567890123456789012345678901234"));
        assertThat(tree("'\u00fc\ud83d\ude00' == data.x ? -9007199254740993 : 12.50")
                        .arguments()
                        .subList(1, 3))
                .containsExactly(
                        Expression.leaf(Operator.NUMBER, "-9007199254740993"),
                        Expression.leaf(Operator.NUMBER, "12.50"));
    }

    @Test
    void an_expression_too_large_or_too_deep_is_refused() {
        assertThat(CelExpressions.read("1" + "+1".repeat(98), List.of(), true).faults())
                .isEmpty();
        assertThat(CelExpressions.read("1" + "+1".repeat(120), List.of(), true).faults())
                .first()
                .asString()
                .contains("more than 100 parts stand inside each other");
        assertThat(CelExpressions.read("(".repeat(500) + "1" + ")".repeat(500), List.of(), true)
                        .faults())
                .first()
                .asString()
                .contains("more than 100 parts stand inside each other");
        assertThat(CelExpressions.read("[" + "1,".repeat(600) + "1]", List.of(), false)
                        .faults())
                .isNotEmpty();
        assertThat(CelExpressions.read("1 in [" + "1,".repeat(600) + "1]", List.of(), false)
                        .faults())
                .first()
                .asString()
                .contains("more than 500 parts");
        assertThat(CelExpressions.read("!".repeat(900) + "true", List.of(), false)
                        .faults())
                .isEmpty();
        assertThat(CelExpressions.read("data.a" + ".b".repeat(900), List.of(), false)
                        .faults())
                .isNotEmpty();
    }

    private static Expression tree(String text) {
        return CelExpressions.read(text, List.of(), false).tree().orElseThrow();
    }
}
