package io.tallyhouse.billing.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PhaseRulesTest {
    private static PhaseRecord phase(String start, String end, String... prices) {
        return new PhaseRecord(
                LocalDate.parse(start),
                end.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(end)),
                Arrays.stream(prices).map(PriceId::new).toList());
    }

    private static List<String> faults(String start, String end, PhaseRecord... phases) {
        return PhaseRules.violations(
                        LocalDate.parse(start),
                        end.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(end)),
                        Arrays.stream(phases).map(SentPhase::of).toList())
                .stream()
                .map(Violation::pointer)
                .toList();
    }

    @Test
    void phases_that_follow_each_other_are_good_with_an_open_or_a_closed_end() {
        assertThat(faults("2026-01-01", "", phase("2026-01-01", "2026-02-14", "a"), phase("2026-02-15", "", "b")))
                .isEmpty();
        assertThat(faults("2026-01-01", "2026-12-31", phase("2026-01-01", "", "a")))
                .isEmpty();
        assertThat(faults("2026-01-01", "2026-12-31", phase("2026-01-01", "2026-12-31", "a")))
                .isEmpty();
    }

    @Test
    void a_gap_and_an_overlap_are_faults_of_the_later_phase() {
        assertThat(faults("2026-01-01", "", phase("2026-01-01", "2026-01-31", "a"), phase("2026-02-02", "", "a")))
                .containsExactly("/phases/1/startDate");
        assertThat(faults("2026-01-01", "", phase("2026-01-01", "2026-01-31", "a"), phase("2026-01-31", "", "a")))
                .containsExactly("/phases/1/startDate");
    }

    @Test
    void only_the_last_phase_may_be_open_and_it_ends_with_the_schedule() {
        assertThat(faults("2026-01-01", "", phase("2026-01-01", "", "a"), phase("2026-03-01", "", "a")))
                .containsExactly("/phases/0/endDate");
        assertThat(faults("2026-01-01", "", phase("2026-01-01", "2026-05-31", "a")))
                .containsExactly("/phases/0/endDate");
        assertThat(faults("2026-01-01", "2026-06-30", phase("2026-01-01", "2026-05-31", "a")))
                .containsExactly("/phases/0/endDate");
    }

    @Test
    void ends_before_starts_missing_phases_and_doubled_prices_are_faults() {
        assertThat(faults("2026-01-01", "2025-12-31")).containsExactly("/endDate", "/phases");
        assertThat(faults("2026-01-01", "", phase("2026-01-01", "", "a", "b", "a")))
                .containsExactly("/phases/0/priceIds/2");
        assertThat(faults("2026-01-01", "", phase("2026-01-01", ""))).containsExactly("/phases/0/priceIds");
        assertThat(faults("2026-01-01", "2026-02-28", phase("2026-01-01", "2025-12-01", "a")))
                .containsExactly("/phases/0/endDate");
    }
}
