package io.tallyhouse.metrics.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeatTimelineTest {
    private static final Measure MEASURE =
            new Measure(Aggregation.GAUGE, ResultOptions.NONE, false, Duration.ofMinutes(15));
    private static final GroupKey ADMIN = GroupKey.of(List.of("admin"));
    private static final GroupKey VIEWER = GroupKey.of(List.of("viewer"));

    private static MetricWindow total(String subject, GroupKey type, String at, long total) {
        Instant time = Instant.parse(at);
        LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
        int slot = time.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 900;
        return new MetricWindow(
                new WindowKey(new TenantId("t"), subject, new MetricId("seats"), 1, type, "", day),
                SlotForm.NEWEST,
                15,
                new Revision(1, 1),
                new TreeMap<>(Map.of(
                        slot,
                        Slot.ofEvent(new Fingerprint(0, 1), new Newest(BigDecimal.valueOf(total), time, "e-" + at)))));
    }

    private static SeatTimeline timeline(List<MetricWindow> windows) {
        return new SeatTimeline(windows, List.of(SubjectSpan.always("acme"), SubjectSpan.always("acme-eu")), MEASURE);
    }

    @Test
    void the_seats_of_a_name_count_for_as_long_as_it_is_the_customers() {
        // Given
        SeatTimeline seats = new SeatTimeline(
                List.of(
                        total("moved", ADMIN, "2026-09-01T10:00:00Z", 3),
                        total("moved", ADMIN, "2026-10-20T10:00:00Z", 9)),
                List.of(new SubjectSpan(
                        "moved",
                        Optional.of(Instant.parse("2026-10-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-10-10T00:00:00Z")))),
                MEASURE);
        // Then
        assertThat(seats.balances(Instant.parse("2026-10-05T00:00:00Z")))
                .extracting(SeatBalance::balance)
                .containsExactly(BigDecimal.valueOf(3));
        assertThat(seats.balances(Instant.parse("2026-10-31T00:00:00Z")))
                .extracting(SeatBalance::balance)
                .containsExactly(BigDecimal.ZERO);
    }

    private static List<String> told(List<SeatChange> changes) {
        return changes.stream()
                .map(change -> change.at() + " " + change.group().encoded() + " " + change.before() + " -> "
                        + change.after() + " +" + change.added() + " -" + change.removed())
                .toList();
    }

    @Test
    void a_balance_is_the_sum_of_the_totals_that_hold_for_all_subjects() {
        // Given
        SeatTimeline seats = timeline(List.of(
                total("acme", ADMIN, "2026-10-01T10:00:00Z", 3),
                total("acme", ADMIN, "2026-10-05T10:00:00Z", 5),
                total("acme-eu", ADMIN, "2026-10-02T10:00:00Z", 2),
                total("acme", VIEWER, "2026-10-04T10:00:00Z", 40)));
        // When
        List<SeatBalance> third = seats.balances(Instant.parse("2026-10-03T00:00:00Z"));
        List<SeatBalance> now = seats.balances(Instant.parse("2026-10-31T00:00:00Z"));
        // Then
        // 3 + 2 = 5; then 5 + 2 = 7
        assertThat(third)
                .containsExactly(new SeatBalance(ADMIN, BigDecimal.valueOf(5), Instant.parse("2026-10-02T10:00:00Z")));
        assertThat(now)
                .containsExactly(
                        new SeatBalance(ADMIN, BigDecimal.valueOf(7), Instant.parse("2026-10-05T10:00:00Z")),
                        new SeatBalance(VIEWER, BigDecimal.valueOf(40), Instant.parse("2026-10-04T10:00:00Z")));
    }

    @Test
    void changes_are_derived_from_totals_and_lead_from_one_balance_to_the_next() {
        SeatTimeline seats = timeline(List.of(
                total("acme", ADMIN, "2026-09-01T10:00:00Z", 3),
                total("acme", ADMIN, "2026-10-05T10:00:00Z", 7),
                total("acme", ADMIN, "2026-10-06T10:00:00Z", 7),
                total("acme", ADMIN, "2026-10-20T10:00:00Z", 5)));

        assertThat(told(seats.changes(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"))))
                .containsExactly(
                        "2026-10-05T10:00:00Z [\"admin\"] 3 -> 7 +4 -0",
                        "2026-10-20T10:00:00Z [\"admin\"] 7 -> 5 +0 -2");
    }

    @Test
    void a_total_that_comes_late_takes_its_place_in_time() {
        SeatTimeline seats = timeline(List.of(
                total("acme", ADMIN, "2026-10-20T10:00:00Z", 5), total("acme", ADMIN, "2026-10-05T10:00:00Z", 7)));

        assertThat(told(seats.changes(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"))))
                .containsExactly(
                        "2026-10-05T10:00:00Z [\"admin\"] 0 -> 7 +7 -0",
                        "2026-10-20T10:00:00Z [\"admin\"] 7 -> 5 +0 -2");
    }
}
