package io.tallyhouse.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdGrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "acme-2026.09_x",
                "...",
                ".hidden",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void ids_of_the_grammar_are_accepted(String id) {
        assertThat(IdGrammar.accepts(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "\u00fc",
                "a\n",
                "\u0000",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void other_texts_are_refused(String id) {
        assertThat(IdGrammar.accepts(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void path_segments_that_no_request_could_reach_are_refused(String id) {
        assertThat(IdGrammar.accepts(id)).isFalse();
    }

    @Test
    void a_typed_id_names_itself_and_the_value_when_it_refuses() {
        assertThatThrownBy(() -> new CustomerId("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customer id 'a b'");
    }
}
