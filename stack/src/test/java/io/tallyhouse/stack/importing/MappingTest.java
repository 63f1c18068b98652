package io.tallyhouse.stack.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.stack.StackException;
import io.tallyhouse.stack.importing.ValueSource.Column;
import io.tallyhouse.stack.importing.ValueSource.Constant;
import io.tallyhouse.stack.importing.ValueSource.Line;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MappingTest {
    @Test
    void a_value_comes_from_a_column_a_constant_or_the_line() {
        // When
        Mapping mapping = Mapping.parse(
                List.of("id=@line", "type==llm.call", "subject='acme'", "source=\"a=b\"", "time=@timestamp", "data.*"));
        // Then
        assertThat(mapping.rules())
                .extracting(Mapping.Rule::source)
                .containsExactly(
                        new Line(),
                        new Constant("llm.call"),
                        new Constant("acme"),
                        new Constant("a=b"),
                        new Column("@timestamp"));
        assertThat(mapping.restToData()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "colour=x      | an event has no 'colour'",
                "data.=x       | an event has no 'data.'",
                "time          | --map time is no mapping",
                "time=         | --map time= is no mapping",
                "subject=other | maps what another --map does already",
                "source=@line  | only an id can be made of the line",
            })
    void what_cannot_be_meant_is_refused_with_its_mend(String map, String words) {
        assertThatThrownBy(() -> Mapping.parse(List.of("id=a", "type==t", "subject=s", map)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(words);
    }

    @Test
    void a_mapping_without_the_parts_that_each_event_needs_is_refused() {
        assertThatThrownBy(() -> Mapping.parse(List.of("type==t", "data.*")))
                .hasMessageContaining("an event needs id, subject");
    }

    @Test
    void a_constant_whose_quotes_the_shell_took_is_explained() {
        assertThatThrownBy(() -> Mapping.parse(List.of("id=a", "subject=s", "type=llm.call"))
                        .requireColumns(List.of("a", "s")))
                .hasMessageContaining("the file has no column 'llm.call'; it has a, s")
                .hasMessageContaining("==llm.call");
    }

    @Test
    void columns_named_as_the_parts_of_an_event_need_no_mapping() {
        Mapping mapping = Mapping.byNames(List.of("id", "type", "subject", "note", "data.tokens:number"));
        assertThat(mapping.columns()).containsExactlyInAnyOrder("id", "type", "subject", "data.tokens:number");
    }
}
