package io.tallyhouse.stack.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryPauseTest {
    @Test
    void pauses_grow_up_to_ten_seconds_and_are_never_shorter_than_the_server_asks() {
        // Given
        RetryPause pause = new RetryPause();
        // Then the first is 100 to 200 ms
        assertThat(pause.next(Optional.empty())).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(pause.next(Optional.of("7"))).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_200));
        for (int trial = 0; trial < 20; trial++) {
            pause.next(Optional.of("Wed, 21 Oct 2026 07:28:00 GMT"));
        }
        assertThat(pause.next(Optional.empty())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
