package io.tallyhouse.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void a_secret_is_made_once_and_only_its_owner_may_read_it() throws IOException {
        // Given
        StateFolder state = new StateFolder(folder.resolve("state"));
        // When
        String secret = state.secret("operator-key", "th_live_");
        // Then
        assertThat(secret).matches("th_live_[0-9A-Za-z]{43}");
        assertThat(state.secret("operator-key", "th_live_")).isEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state/operator-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_stack_that_was_killed_does_not_count_as_running() {
        // Given
        StateFolder state = new StateFolder(folder);
        // 4194304 is beyond the greatest process id of Linux
        state.writePrivate("stack.pid", "4194304 http://127.0.0.1:8080");
        // Then
        assertThat(RunningStack.find(state)).isEmpty();
    }

    @Test
    void a_running_stack_is_found_with_its_gateway() {
        // Given
        StateFolder state = new StateFolder(folder);
        RunningStack.announce(state, URI.create("http://127.0.0.1:8080"));
        // Then
        assertThat(RunningStack.find(state))
                .contains(new RunningStack(ProcessHandle.current().pid(), URI.create("http://127.0.0.1:8080")));
    }

    @Test
    void reset_leaves_nothing_behind() {
        // Given
        StateFolder state = new StateFolder(folder.resolve("state"));
        state.writePrivate("access-key", "th_test_x");
        state.log("gateway");
        // When
        state.deleteAll();
        // Then
        assertThat(folder.resolve("state")).doesNotExist();
    }
}
