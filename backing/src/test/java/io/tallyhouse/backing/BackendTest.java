package io.tallyhouse.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackendTest {
    private static final Backend.DockerEngine ANSWERS = Optional::empty;
    private static final Backend.DockerEngine DEAD = () -> Optional.of("connection refused");
    private static final Backend.DockerEngine NEVER_ASKED = () -> {
        throw new AssertionError("the engine must not be asked");
    };

    @Test
    void auto_takes_containers_when_an_engine_answers_and_says_so() {
        assertThat(Backend.choose("auto", ANSWERS)).hasToString("containers: auto, and a Docker engine answers");
    }

    @Test
    void auto_takes_embedded_when_no_engine_answers_and_says_why() {
        assertThat(Backend.choose("auto", DEAD))
                .hasToString("embedded: auto, and no Docker engine answers (connection refused)");
    }

    @Test
    void embedded_never_asks_the_engine() {
        assertThat(Backend.choose("embedded", NEVER_ASKED).backend()).isEqualTo(Backend.EMBEDDED);
    }

    @Test
    void containers_without_an_engine_fail_and_never_fall_back() {
        assertThatThrownBy(() -> Backend.choose("containers", DEAD))
                .isInstanceOf(BackingException.class)
                .hasMessage("it.backend=containers, but no Docker engine answers (connection refused)."
                        + " Start one, or run with -Dit.backend=embedded.");
    }

    @Test
    void containers_on_a_machine_without_an_engine_fail_with_the_real_probe_too() {
        // Given
        assumeThat(ContainerPair.refusal()).isPresent();
        // When, Then
        assertThatThrownBy(() -> Backend.choose("containers", ContainerPair::refusal))
                .isInstanceOf(BackingException.class)
                .hasMessageContaining("no Docker engine answers");
    }

    @Test
    void a_word_that_is_no_backend_is_refused() {
        assertThatThrownBy(() -> Backend.choose("docker", NEVER_ASKED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it.backend must be auto, containers or embedded, not 'docker'");
    }
}
