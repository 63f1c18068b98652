package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.acceptedAt;
import static io.tallyhouse.metrics.meter.Usage.at;
import static io.tallyhouse.metrics.meter.Usage.event;
import static io.tallyhouse.metrics.meter.Usage.metric;
import static io.tallyhouse.metrics.meter.Usage.restored;
import static io.tallyhouse.metrics.meter.Usage.start;
import static io.tallyhouse.metrics.meter.Usage.voided;
import static io.tallyhouse.metrics.meter.Usage.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.metrics.meter.Effect.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeterIdentityTest {
    private static final MetricDefinition COUNT = metric(Aggregation.COUNT);
    private static final MetricDefinition SUM = metric(Aggregation.SUM);
    private static final MetricDefinition MAX = metric(Aggregation.MAX);

    private final CountedPartition partition = new CountedPartition();

    @Test
    void the_same_content_again_changes_nothing() {
        // Given
        UsageEvent event = at(with(event("e-1"), "n", 7), "2026-10-05T10:00:00Z");
        partition.given(start(COUNT), start(SUM), start(MAX), event);
        Map<SlotAddress, Slot> before = partition.slots();
        // When
        Kind effect = partition.effectOf(acceptedAt(event, "2026-10-09T00:00:00Z"));
        // Then
        assertThat(effect).isEqualTo(Kind.DUPLICATE);
        assertThat(partition.slots()).isEqualTo(before);
    }

    @Test
    void the_same_id_from_another_source_or_subject_is_another_event() {
        // Given
        partition.given(start(COUNT));
        UsageEvent event = event("e-1");
        EventIdentity otherSource = new EventIdentity(Usage.TENANT, Usage.SUBJECT, "gateway-2", "e-1");
        // When
        partition.given(
                event, new UsageEvent(otherSource, event.type(), event.time(), event.acceptedAt(), event.data()));
        // Then
        assertThat(partition.value(COUNT)).isEqualTo("2");
    }

    @Test
    void other_content_supersedes_and_moves_the_event_to_its_new_slot() {
        // Given
        UsageEvent first = at(with(event("e-1"), "n", 7), "2026-10-05T10:00:00Z");
        partition.given(start(COUNT), start(SUM), start(MAX), first);
        // When
        UsageEvent second = at(with(event("e-1"), "n", 9), "2026-10-05T11:00:00Z");
        Kind effect = partition.effectOf(second);
        // Then
        Instant eleven = Instant.parse("2026-10-05T11:00:00Z");
        assertThat(effect).isEqualTo(Kind.SUPERSEDED);
        assertThat(partition.slot(COUNT)).isEqualTo(Slot.ZERO);
        assertThat(partition.slotAt(SUM, eleven))
                .isEqualTo(Slot.ofEvent(CanonicalForm.digest(second), new Total(new BigDecimal("9"))));
        assertThat(partition.slotAt(MAX, eleven))
                .isEqualTo(Slot.ofEvent(CanonicalForm.digest(second), new Extreme(new BigDecimal("9"))));
    }

    @Test
    void the_first_content_sent_again_after_another_supersedes_back() {
        partition.given(start(SUM), with(event("e-1"), "n", 7), with(event("e-1"), "n", 9));

        assertThat(partition.effectOf(with(event("e-1"), "n", 7))).isEqualTo(Kind.SUPERSEDED);
        assertThat(partition.value(SUM)).isEqualTo("7");
    }

    @Test
    void a_superseding_version_counts_under_the_metrics_of_its_own_offset() {
        // Given
        partition.given(start(SUM), with(event("e-1"), "n", 7), start(COUNT));
        // When
        partition.given(with(event("e-1"), "n", 8));
        // Then
        assertThat(partition.value(SUM)).isEqualTo("8");
        assertThat(partition.value(COUNT)).isEqualTo("1");
    }

    @Test
    void an_event_sent_again_without_time_is_a_duplicate_whenever_it_comes() {
        // Given
        partition.given(start(COUNT), event("e-1"));
        // When
        Kind effect = partition.effectOf(acceptedAt(event("e-1"), "2026-10-07T00:00:00Z"));
        // Then
        assertThat(effect).isEqualTo(Kind.DUPLICATE);
        assertThat(partition.value(COUNT)).isEqualTo("1");
    }

    @Test
    void a_version_without_time_has_the_time_of_the_version_before() {
        // Given
        partition.given(start(SUM), at(with(event("e-1"), "n", 7), "2026-10-05T10:01:00Z"));
        // When
        Kind same = partition.effectOf(acceptedAt(with(event("e-1"), "n", 7), "2026-10-07T00:00:00Z"));
        Kind other = partition.effectOf(acceptedAt(with(event("e-1"), "n", 8), "2026-10-07T00:00:00Z"));
        // Then
        assertThat(same).isEqualTo(Kind.DUPLICATE);
        assertThat(other).isEqualTo(Kind.SUPERSEDED);
        assertThat(partition.value(SUM)).isEqualTo("8");
    }

    @Test
    void the_first_acceptance_time_is_content_for_who_sends_it() {
        partition.given(start(COUNT), event("e-1"));

        assertThat(partition.effectOf(at(event("e-1"), "2026-10-05T10:07:00Z"))).isEqualTo(Kind.DUPLICATE);
        assertThat(partition.effectOf(at(event("e-1"), "2026-10-05T12:07:00+02:00")))
                .isEqualTo(Kind.SUPERSEDED);
    }

    @Test
    void a_time_that_is_none_makes_the_record_unreadable_and_changes_nothing() {
        // Given
        partition.given(start(COUNT), event("e-1"));
        Map<SlotAddress, Slot> before = partition.slots();
        // When
        UsageEvent broken = at(event("e-1"), "noon");
        // Then
        assertThatThrownBy(() -> partition.apply(broken)).isInstanceOf(UnreadableRecord.class);
        assertThat(partition.slots()).isEqualTo(before);
    }

    @Test
    void a_void_takes_the_event_out_and_a_restore_brings_it_back() {
        // Given
        partition.given(start(COUNT), start(MAX), with(event("e-1"), "n", 7));
        Map<SlotAddress, Slot> counted = partition.slots();
        // When
        Kind taken = partition.effectOf(voided("e-1"));
        Map<SlotAddress, Slot> without = partition.slots();
        Kind back = partition.effectOf(restored("e-1"));
        // Then
        assertThat(List.of(taken, back)).containsExactly(Kind.VOIDED, Kind.RESTORED);
        assertThat(without).isEmpty();
        assertThat(partition.slots()).isEqualTo(counted);
    }

    @Test
    void voiding_or_restoring_twice_is_doing_it_once() {
        partition.given(start(COUNT), event("e-1"), event("e-2"), voided("e-1"));

        assertThat(partition.effectOf(voided("e-1"))).isEqualTo(Kind.UNCHANGED);
        assertThat(partition.value(COUNT)).isEqualTo("1");
        partition.given(restored("e-1"));
        assertThat(partition.effectOf(restored("e-1"))).isEqualTo(Kind.UNCHANGED);
        assertThat(partition.value(COUNT)).isEqualTo("2");
    }

    @Test
    void a_restore_of_what_was_never_void_is_nothing() {
        partition.given(start(COUNT));

        assertThat(partition.effectOf(restored("e-1"))).isEqualTo(Kind.UNCHANGED);
        assertThat(partition.effectOf(event("e-1"))).isEqualTo(Kind.COUNTED);
    }

    @Test
    void a_void_event_stays_void_whatever_is_sent_and_restore_counts_the_latest() {
        // Given
        partition.given(start(SUM), with(event("e-1"), "n", 1), voided("e-1"));
        // When
        Kind second = partition.effectOf(with(event("e-1"), "n", 2));
        Kind third = partition.effectOf(with(event("e-1"), "n", 3));
        Kind again = partition.effectOf(with(event("e-1"), "n", 3));
        // Then
        assertThat(List.of(second, third, again)).containsExactly(Kind.HELD_VOID, Kind.HELD_VOID, Kind.DUPLICATE);
        assertThat(partition.slot(SUM)).isEqualTo(Slot.ZERO);
        partition.given(restored("e-1"));
        assertThat(partition.value(SUM)).isEqualTo("3");
    }

    @Test
    void a_void_that_comes_first_is_kept() {
        // Given
        partition.given(start(COUNT), voided("e-1"));
        // When
        Kind held = partition.effectOf(event("e-1"));
        // Then
        assertThat(held).isEqualTo(Kind.HELD_VOID);
        assertThat(partition.slots()).isEmpty();
        partition.given(restored("e-1"));
        assertThat(partition.value(COUNT)).isEqualTo("1");
    }

    @Test
    void a_void_that_was_restored_before_the_event_came_is_forgotten() {
        partition.given(start(COUNT), voided("e-1"), restored("e-1"));

        assertThat(partition.effectOf(event("e-1"))).isEqualTo(Kind.COUNTED);
    }

    @Test
    void a_restore_counts_under_the_metrics_that_counted_when_the_version_came() {
        // Given
        partition.given(start(COUNT), with(event("e-1"), "n", 1), voided("e-1"), start(SUM));
        // When
        partition.given(restored("e-1"));
        // Then
        assertThat(partition.value(COUNT)).isEqualTo("1");
        assertThat(partition.slot(SUM)).isEqualTo(Slot.ZERO);
    }

    @Test
    void a_maximum_that_is_taken_back_falls_to_the_next() {
        // Given
        partition.given(start(MAX));
        partition.given(with(event("e-1"), "n", 5), with(event("e-2"), "n", 9), with(event("e-3"), "n", 9));
        // When
        partition.given(voided("e-2"));
        String oneNineLeft = partition.value(MAX);
        partition.given(with(event("e-3"), "n", 2));
        // Then
        assertThat(oneNineLeft).isEqualTo("9");
        assertThat(partition.value(MAX)).isEqualTo("5");
        assertThat(partition.slot(MAX).events()).isEqualTo(2);
        partition.given(voided("e-1"), voided("e-3"));
        assertThat(partition.slot(MAX)).isEqualTo(Slot.ZERO);
        assertThat(partition.contributionCount()).isZero();
    }
}
