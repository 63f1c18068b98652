package io.tallyhouse.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.topic.LogGeneration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogStateTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_that_says_nothing_is_of_the_first_generation() {
        // When
        LogState log = LogState.of(new StateFolder(folder), 8);
        // Then
        assertThat(log).isEqualTo(new LogState(LogGeneration.FIRST, 8, Optional.empty()));
    }

    @Test
    void what_is_written_down_counts_whatever_the_settings_say() {
        // Given
        StateFolder state = new StateFolder(folder);
        LogState next = LogState.of(state, 8).next(12);
        // When
        next.write(state);
        // Then
        assertThat(LogState.of(state, 8))
                .isEqualTo(new LogState(new LogGeneration(2), 12, Optional.of(LogGeneration.FIRST)));
        // When
        next.withoutFormer().write(state);
        // Then
        assertThat(LogState.of(state, 8)).isEqualTo(new LogState(new LogGeneration(2), 12, Optional.empty()));
    }

    @Test
    void a_damaged_file_is_named() throws Exception {
        // Given
        Files.writeString(folder.resolve("log"), "two 12");
        // Then
        assertThatThrownBy(() -> LogState.of(new StateFolder(folder), 8))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("'two 12'");
    }

    @Test
    void a_senseless_number_of_partitions_is_refused() {
        for (int partitions : List.of(-1, 0, 257)) {
            assertThatThrownBy(() -> new Rebuild.Wanted(partitions, false))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("must be from 1 to 256");
        }
    }

    @Test
    void lines_of_a_log_are_told_once_and_whole() throws Exception {
        // Given
        Path log = folder.resolve("service.log");
        Files.writeString(log, "x generation 2: before\n");
        LogLines lines = new LogLines(log);
        // When
        Files.writeString(log, "x generation 2: before\ny generation 2: first\nother\nz generation 2: sec");
        // Then
        assertThat(lines.after("generation 2: ")).containsExactly("first");
        // When
        Files.writeString(log, "x generation 2: before\ny generation 2: first\nother\nz generation 2: second\n");
        // Then
        assertThat(lines.after("generation 2: ")).containsExactly("second");
    }
}
