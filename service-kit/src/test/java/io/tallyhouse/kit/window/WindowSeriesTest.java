package io.tallyhouse.kit.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WindowSeriesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ServicePeriod NOVEMBER =
            DateRange.of("2026-11-01", "2026-11-30").in(BERLIN);
    /** The first moment of 16 November in Berlin. */
    private static final Optional<Instant> MOVED = Optional.of(Instant.parse("2026-11-15T23:00:00Z"));

    @Test
    void what_a_name_used_is_cut_at_the_slot_at_which_it_changes_hands() {
        // Given 5 used in the slot before midnight in Berlin and 7 in the one after
        List<MetricWindow> windows = List.of(window("team-a", 91, "5", 92, "7"), window("acme", 0, "1", 95, "1"));
        // When
        BigDecimal former = used(windows, new SubjectSpan("team-a", Optional.empty(), MOVED));
        BigDecimal later = used(windows, new SubjectSpan("team-a", MOVED, Optional.empty()));
        // Then each has its part, and the customer's own id all of its own: 1 + 1
        assertThat(former).isEqualByComparingTo("5");
        assertThat(later).isEqualByComparingTo("7");
        assertThat(used(windows, SubjectSpan.always("acme"), new SubjectSpan("team-a", MOVED, Optional.empty())))
                .isEqualByComparingTo("9");
    }

    @Test
    void a_name_that_comes_back_counts_in_both_parts() {
        // Given 5 before the name went, 7 after it came back
        List<MetricWindow> windows = List.of(window("team-a", 10, "5", 92, "7"));
        Optional<Instant> gone = Optional.of(Instant.parse("2026-11-15T12:00:00Z"));
        // Then
        assertThat(used(
                        windows,
                        new SubjectSpan("team-a", Optional.empty(), gone),
                        new SubjectSpan("team-a", MOVED, Optional.empty())))
                .isEqualByComparingTo("12");
    }

    private static BigDecimal used(List<MetricWindow> windows, SubjectSpan... spans) {
        Measure sum = new Measure(Aggregation.SUM, ResultOptions.NONE, false, Duration.ofMinutes(15));
        return PeriodUsage.of(sum, WindowSeries.of(windows, List.of(spans), sum), NOVEMBER, BERLIN)
                .value()
                .orElseThrow();
    }

    private static MetricWindow window(String subject, int slot, String sum, int otherSlot, String otherSum) {
        TreeMap<Integer, Slot> slots = new TreeMap<>();
        slots.put(slot, Slot.ofEvent(Fingerprint.ZERO, new Total(new BigDecimal(sum))));
        slots.put(otherSlot, Slot.ofEvent(Fingerprint.ZERO, new Total(new BigDecimal(otherSum))));
        WindowKey key = new WindowKey(
                new TenantId("t"), subject, new MetricId("m"), 1, GroupKey.NONE, "", LocalDate.of(2026, 11, 15));
        return new MetricWindow(key, SlotForm.TOTAL, 15, new Revision(1, 1), slots);
    }
}
