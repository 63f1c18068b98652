package io.tallyhouse.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ETagsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", "\"7\"", " \"7\" "})
    void version_seven_meets_no_wish_any_version_and_its_own(String ifMatch) {
        assertThatCode(() -> ETags.check(ifMatch, 7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"8\"", "7", "W/\"7\"", "\"-1\"", "\"\"", "\"99999999999999999999\"", "nonsense"})
    void anything_else_is_another_version(String ifMatch) {
        assertThatThrownBy(() -> ETags.check(ifMatch, 7))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().type().status()).isEqualTo(412));
    }
}
