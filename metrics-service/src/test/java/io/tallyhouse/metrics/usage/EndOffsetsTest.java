package io.tallyhouse.metrics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndOffsetsTest {
    private static final Instant T0 = Instant.parse("2026-10-05T10:00:00Z");

    private final EndOffsets ends = new EndOffsets();

    @Test
    void an_empty_partition_is_covered_by_position_zero_at_the_latest_sample() {
        // Given
        ends.seen(0, T0);
        // When
        ends.seen(0, T0.plusSeconds(1));
        // Then
        assertThat(ends.coveredBy(0)).contains(T0.plusSeconds(1));
    }

    @Test
    void a_position_covers_the_latest_sample_that_ended_there_or_before() {
        // Given
        ends.seen(5, T0);
        ends.seen(9, T0.plusSeconds(1));
        ends.seen(9, T0.plusSeconds(2));
        ends.seen(12, T0.plusSeconds(3));
        // When, Then
        assertThat(ends.coveredBy(4)).isEmpty();
        assertThat(ends.coveredBy(8)).contains(T0);
        assertThat(ends.coveredBy(11)).contains(T0.plusSeconds(2));
        assertThat(ends.coveredBy(12)).contains(T0.plusSeconds(3));
    }

    @Test
    void what_is_thinned_out_makes_answers_older_never_newer() {
        // Given
        for (int second = 0; second < 5 * EndOffsets.SAMPLES_MAX; second++) {
            ends.seen(second, T0.plusSeconds(second));
        }
        // When
        Instant covered = ends.coveredBy(20_001).orElseThrow();
        // Then
        assertThat(covered).isBeforeOrEqualTo(T0.plusSeconds(20_001)).isAfter(T0.plusSeconds(19_900));
        assertThat(ends.coveredBy(Long.MAX_VALUE)).contains(T0.plusSeconds(5L * EndOffsets.SAMPLES_MAX - 1));
    }
}
