package io.tallyhouse.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonInputTest {
    private record Phase(LocalDate start, List<String> prices) {}

    private record Request(String name, BigDecimal amount, List<Phase> phases) {}

    @Test
    void a_good_request_is_read_whole() {
        Request request = request("{'name':'Basic','amount':'0.10','phases':[{'start':'2026-10-01','prices':['p']}]}");

        assertThat(request)
                .isEqualTo(new Request(
                        "Basic",
                        new BigDecimal("0.10"),
                        List.of(new Phase(LocalDate.parse("2026-10-01"), List.of("p")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0007b", "\\ud800", "\\u0085"})
    void a_text_that_no_table_could_keep_is_refused(String escaped) {
        JsonInput input = JsonInput.parse(("{\"name\":\"" + escaped + "\"}").getBytes(StandardCharsets.UTF_8));
        Field<String> name = input.text("name");
        assertThatThrownBy(() -> input.build(name::get)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31", "1899-12-31", "2201-01-01", "0001-01-01"})
    void a_date_beyond_any_contract_is_a_typing_error(String date) {
        JsonInput input = JsonInput.parse(("{\"on\":\"" + date + "\"}").getBytes(StandardCharsets.UTF_8));
        Field<java.time.LocalDate> on = input.date("on");
        assertThatThrownBy(() -> input.build(on::get)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void every_fault_is_told_at_once_with_pointer_value_and_mend() {
        assertThat(faults("{'amount':0.1,'colour':'red','phases':["
                        + "{'start':'2026-02-30','prices':['p',7]},{'prices':[],'end':'2026-01-01'},'third']}"))
                .containsExactlyInAnyOrder(
                        new Violation("/name", "is required"),
                        new Violation(
                                "/amount",
                                "0.1 must be a decimal number in a string, as \"0.10\", of at most 34 digits"),
                        new Violation("/colour", "is not a known field; known are amount, name, phases"),
                        new Violation(
                                "/phases/0/start",
                                "\"2026-02-30\" must be a date as \"2026-10-01\", of the years 1900 to 2200"),
                        new Violation("/phases/0/prices/1", "7 must be a string"),
                        new Violation("/phases/1/start", "is required"),
                        new Violation("/phases/1/end", "is not a known field; known are prices, start"),
                        new Violation("/phases/2", "must be a JSON object, not \"third\""));
    }

    @Test
    void null_means_absent() {
        assertThat(faults("{'name':null,'amount':'1','phases':null}"))
                .containsExactlyInAnyOrder(
                        new Violation("/name", "is required"), new Violation("/phases", "is required"));
        JsonInput input = input("{'a':null}");
        assertThat(input.text("a").isAbsent()).isTrue();
        assertThat(input.text("b").or("default")).isEqualTo("default");
        assertThat(input.object("a", nested -> nested).isAbsent()).isTrue();
        assertThat(input.raw("a")).isEmpty();
        assertThat(input.isValid()).isTrue();
    }

    @Test
    void a_faulty_field_is_told_once_and_not_missed_again() {
        assertThat(faults("{'name':7,'amount':'1','phases':[]}"))
                .containsExactly(new Violation(
                        "/name", "7 must be a string of 1 to 2000 characters without control characters"));
    }

    @Test
    void a_rule_of_the_reader_names_value_and_mend() {
        JsonInput input = input("{'amount':'-1'}");

        input.decimal("amount").required().check(value -> value.signum() >= 0, "must not be negative");

        assertThat(violations(input)).containsExactly(new Violation("/amount", "'-1' must not be negative"));
    }

    @Test
    void unknown_fields_are_escaped_in_pointers() {
        assertThat(violations(input("{'a/b~c':1}")))
                .extracting(Violation::pointer)
                .containsExactly("/a~1b~0c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{'a':1",
                "{'a':1,}",
                "{a:1}",
                "{'a':01}",
                "{'a':NaN}",
                "{'a':1,'a':2}",
                "{'a':{'b':1,'b':1}}",
                "{'a':1} x",
                "{'a':1}{'a':2}",
                "{'a':1}]",
                "// comment\n{}",
                "[1,2",
                "{'a':'\u0001'}"
            })
    void what_is_not_json_or_says_a_thing_twice_is_malformed_as_a_whole(String body) {
        assertThatThrownBy(() -> JsonInput.parse(json(body))).isInstanceOf(MalformedJson.class);
    }

    @Test
    void the_place_of_a_syntax_error_is_named() {
        assertThatThrownBy(() -> JsonInput.parse(json("{'a':1,\n 'b' 2}")))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void bodies_that_would_exhaust_the_reader_are_malformed() {
        assertThatThrownBy(() -> JsonInput.parse(json("{'a':" + "[".repeat(100_000))))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> JsonInput.parse(json("{'a':" + "9".repeat(100_000) + "}")))
                .isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "'text'", "true", "null"})
    void json_that_is_no_object_is_a_fault_of_the_whole_body(String body) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> JsonInput.parse(json(body)));

        assertThat(refused.violations()).extracting(Violation::pointer).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.1", "1", "'NaN'", "'1e400'", "''", "' 1'", "'1,5'", "true", "[]", "{}", "'0x1'", "'Infinity'"
            })
    void a_decimal_is_a_bounded_number_in_a_string(String value) {
        assertFault(value, JsonInput::decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "'1'", "0", "32", "99999999999999999999", "1e0", "true"})
    void an_integer_is_a_whole_number_within_its_bounds(String value) {
        assertFault(value, (input, name) -> input.integer(name, 1, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'true'", "1", "'yes'"})
    void a_boolean_is_true_or_false(String value) {
        assertFault(value, JsonInput::bool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'2026-02-29'", "'2026-10-1'", "'2026-10-01T00:00:00Z'", "20261001", "'today'", "''"})
    void a_date_is_a_day_of_the_calendar(String value) {
        assertFault(value, JsonInput::date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'2026-10-01'", "'2026-10-01T12:00:00'", "1790000000", "'2026-10-01T25:00:00Z'"})
    void an_instant_has_an_offset(String value) {
        assertFault(value, JsonInput::instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "'a b'",
                "'a/b'",
                "'ä'",
                "7",
                "'12345678901234567890123456789012345678901234567890123456789012345'"
            })
    void an_id_follows_its_grammar(String value) {
        assertFault(value, JsonInput::id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'usd'", "'DOLLAR'", "840", "''"})
    void a_currency_is_an_iso_code(String value) {
        assertFault(value, JsonInput::currency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Europe/Nowhere'", "'Mars'", "1", "''"})
    void a_zone_is_one_of_the_time_zone_database(String value) {
        assertFault(value, JsonInput::zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'monday'", "'FUNDAY'", "1", "''"})
    void a_choice_is_one_of_its_names(String value) {
        assertFault(value, (input, name) -> input.oneOf(name, DayOfWeek.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'   '", "7", "{}"})
    void a_text_says_something(String value) {
        assertFault(value, JsonInput::text);
        assertFault("'" + "x".repeat(2001) + "'", JsonInput::text);
    }

    @ParameterizedTest
    @CsvSource({"'{''a'':''b''}'", "'''text'''", "7"})
    void a_list_is_an_array(String value) {
        assertFault(value, JsonInput::texts);
        assertFault("[" + "'x',".repeat(1000) + "'x']", JsonInput::texts);
    }

    @Test
    void values_are_read_as_written() {
        JsonInput input = input(
                "{'decimal':'1.50','integer':31,'bool':true,'date':'2028-02-29',"
                        + "'instant':'2026-10-01T02:00:00+02:00','currency':'KWD','zone':'Asia/Kolkata','day':'MONDAY','id':'a-1'}");

        assertThat(input.decimal("decimal").get()).isEqualTo("1.50");
        assertThat(input.integer("integer", 1, 31).get()).isEqualTo(31);
        assertThat(input.bool("bool").get()).isTrue();
        assertThat(input.date("date").get()).isEqualTo("2028-02-29");
        assertThat(input.instant("instant").get()).isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
        assertThat(input.currency("currency").get()).isEqualTo(CurrencyCode.of("KWD"));
        assertThat(input.zone("zone").get()).isEqualTo(ZoneId.of("Asia/Kolkata"));
        assertThat(input.oneOf("day", DayOfWeek.class).get()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(input.id("id").get()).isEqualTo("a-1");
        assertThat(violations(input)).isEmpty();
    }

    @Test
    void long_values_are_cut_in_the_detail() {
        JsonInput input = input("{'a':'" + "x".repeat(5000) + "'}");

        input.text("a");

        assertThat(violations(input)).allMatch(violation -> violation.detail().length() < 200);
    }

    private static Request request(String body) {
        JsonInput input = JsonInput.parse(json(body));
        Field<String> name = input.text("name").required();
        Field<BigDecimal> amount = input.decimal("amount").required();
        Field<List<Phase>> phases =
                input.objects("phases", JsonInputTest::phase).required();
        return input.build(() -> new Request(name.get(), amount.get(), phases.get()));
    }

    private static Phase phase(JsonInput input) {
        Field<LocalDate> start = input.date("start").required();
        Field<List<String>> prices = input.texts("prices");
        return input.build(() -> new Phase(start.get(), prices.or(List.of())));
    }

    private static List<Violation> faults(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> request(body)).violations();
    }

    private static void assertFault(String value, BiFunction<JsonInput, String, Field<?>> read) {
        JsonInput input = input("{'field':" + value + "}");

        Field<?> field = read.apply(input, "field");

        assertThat(field.isPresent()).isFalse();
        assertThat(field.isAbsent()).isFalse();
        assertThat(violations(input)).extracting(Violation::pointer).containsExactly("/field");
    }

    private static List<Violation> violations(JsonInput input) {
        try {
            return input.build(List::of);
        } catch (InvalidInput e) {
            return e.violations();
        }
    }

    private static JsonInput input(String body) {
        return JsonInput.parse(json(body));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
