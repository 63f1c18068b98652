package io.tallyhouse.ingest.archive.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.ingest.archive.FiledRecords.Stretch;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FiledDaysTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);

    private final FiledDays days = new FiledDays();

    @Test
    void days_come_one_after_the_other_with_all_their_partitions() {
        // Given
        days.add(SECOND, 0, 10, 19);
        days.add(FIRST, 1, 0, 4);
        days.add(FIRST, 0, 0, 9);
        // When
        List<Stretch> stretches = days.stretches();
        // Then
        assertThat(stretches)
                .containsExactly(
                        new Stretch(List.of(FIRST), 0),
                        new Stretch(List.of(FIRST), 1),
                        new Stretch(List.of(SECOND), 0));
    }

    @Test
    void days_that_lap_over_in_one_partition_go_together() {
        // Given a clock that went back: offset 12 is of the first day, though offset 10 is of the second
        days.add(FIRST, 0, 0, 12);
        days.add(FIRST, 1, 0, 4);
        days.add(SECOND, 0, 10, 19);
        days.add(THIRD, 0, 20, 29);
        // When
        List<Stretch> stretches = days.stretches();
        // Then
        assertThat(stretches)
                .containsExactly(
                        new Stretch(List.of(FIRST, SECOND), 0),
                        new Stretch(List.of(FIRST, SECOND), 1),
                        new Stretch(List.of(THIRD), 0));
    }

    @Test
    void a_day_that_laps_over_two_later_ones_takes_both_along() {
        // Given offset 25 is of the first day
        days.add(FIRST, 0, 0, 25);
        days.add(SECOND, 0, 10, 19);
        days.add(THIRD, 0, 20, 29);
        // When
        List<Stretch> stretches = days.stretches();
        // Then
        assertThat(stretches).containsExactly(new Stretch(List.of(FIRST, SECOND, THIRD), 0));
    }

    @Test
    void an_empty_archive_has_no_stretches() {
        assertThat(days.stretches()).isEmpty();
    }
}
