package io.tallyhouse.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeftoversTest {
    @TempDir
    private Path folder;

    @Test
    void a_service_that_outlived_its_stack_is_ended() throws IOException, InterruptedException {
        // Given
        StateFolder state = new StateFolder(folder);
        Process service = new ProcessBuilder("/bin/sh", "-c", "sleep 60; :", "quarkus-run.jar").start();
        state.writePrivate("services.pid", Long.toString(service.pid()));
        // When
        Leftovers.end(state, Progress.to(System.out));
        // Then
        assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Leftovers.find(state)).isEmpty();
    }

    @Test
    void another_program_that_has_the_number_by_now_is_left_alone() throws IOException {
        // Given
        StateFolder state = new StateFolder(folder);
        Process other = new ProcessBuilder("/bin/sh", "-c", "sleep 60; :", "something-else").start();
        state.writePrivate("services.pid", Long.toString(other.pid()));
        try {
            // When
            Leftovers.end(state, Progress.to(System.out));
            // Then
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }
}
