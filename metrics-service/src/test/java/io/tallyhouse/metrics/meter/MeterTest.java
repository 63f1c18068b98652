package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.acceptedAt;
import static io.tallyhouse.metrics.meter.Usage.at;
import static io.tallyhouse.metrics.meter.Usage.event;
import static io.tallyhouse.metrics.meter.Usage.filtered;
import static io.tallyhouse.metrics.meter.Usage.grouped;
import static io.tallyhouse.metrics.meter.Usage.metric;
import static io.tallyhouse.metrics.meter.Usage.restored;
import static io.tallyhouse.metrics.meter.Usage.start;
import static io.tallyhouse.metrics.meter.Usage.voided;
import static io.tallyhouse.metrics.meter.Usage.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.DataValue.NullValue;
import io.tallyhouse.contracts.usage.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.Effect.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeterTest {
    private static final MetricDefinition COUNT = metric(Aggregation.COUNT);
    private static final MetricDefinition SUM = metric(Aggregation.SUM);
    private static final MetricDefinition MAX = metric(Aggregation.MAX);

    private final Meter meter = new Meter(new IdentityHash(Usage.SECRET));
    private final InMemoryMeterState state = new InMemoryMeterState();
    private long offset;

    private Effect apply(UsageRecord record) {
        return meter.apply(offset++, record, state);
    }

    private Kind effectOf(UsageRecord record) {
        return apply(record).kind();
    }

    private void given(UsageRecord... records) {
        for (UsageRecord record : records) {
            apply(record);
        }
    }

    /** The slot of 10:00 to 10:15 on 5 October 2026, where {@link Usage#ACCEPTED} lies. */
    private Slot slot(MetricDefinition metric) {
        return slotAt(metric, Usage.ACCEPTED);
    }

    private Slot slotAt(MetricDefinition metric, Instant time) {
        return slotOf(metric, GroupKey.NONE, time);
    }

    private Slot slotOf(MetricDefinition metric, GroupKey group, Instant time) {
        return state.slots().getOrDefault(SlotAddress.of(metric, Usage.SUBJECT, group, time), Slot.ZERO);
    }

    private String value(MetricDefinition metric) {
        return slot(metric).value().map(BigDecimal::toPlainString).orElse("none");
    }

    // ---- what counts ----

    @Test
    void an_event_counts_under_every_metric_of_its_type_that_has_started() {
        // Given
        given(start(COUNT), start(SUM), start(MAX));
        UsageEvent event = with(event("e-1"), "n", 7);
        // When
        Kind effect = effectOf(event);
        // Then
        Fingerprint digest = CanonicalForm.digest(event);
        assertThat(effect).isEqualTo(Kind.COUNTED);
        assertThat(slot(COUNT)).isEqualTo(Slot.ofEvent(digest, BigDecimal.ONE));
        assertThat(slot(SUM)).isEqualTo(Slot.ofEvent(digest, new BigDecimal("7")));
        assertThat(slot(MAX)).isEqualTo(Slot.ofEvent(digest, new BigDecimal("7")));
    }

    @Test
    void an_event_before_the_start_of_a_metric_does_not_count_under_it() {
        // Given
        given(start(COUNT), with(event("e-1"), "n", 7));
        // When
        given(start(SUM), with(event("e-2"), "n", 5));
        // Then
        assertThat(value(COUNT)).isEqualTo("2");
        assertThat(value(SUM)).isEqualTo("5");
    }

    @Test
    void an_old_version_of_a_metric_keeps_counting() {
        // Given
        MetricDefinition newer = metric(Aggregation.COUNT, 2);
        given(start(COUNT), event("e-1"), start(newer));
        // When
        given(event("e-2"));
        // Then
        assertThat(value(COUNT)).isEqualTo("2");
        assertThat(value(newer)).isEqualTo("1");
    }

    @Test
    void the_second_start_of_a_metric_version_is_ignored() {
        given(start(COUNT));

        assertThat(effectOf(start(COUNT))).isEqualTo(Kind.METRIC_KNOWN);
        given(event("e-1"));
        assertThat(value(COUNT)).isEqualTo("1");
    }

    @Test
    void other_types_and_other_tenants_are_used_by_no_metric() {
        // Given
        given(start(COUNT));
        UsageEvent own = event("e-1");
        UsageEvent otherType = new UsageEvent(own.identity(), "other", own.time(), own.acceptedAt(), own.data());
        EventIdentity foreign = new EventIdentity(new TenantId("other"), Usage.SUBJECT, "", "e-1");
        // When
        Kind ofType = effectOf(otherType);
        Kind ofTenant = effectOf(new UsageEvent(foreign, own.type(), own.time(), own.acceptedAt(), own.data()));
        // Then
        assertThat(List.of(ofType, ofTenant)).containsOnly(Kind.UNUSED);
        assertThat(state.slots()).isEmpty();
    }

    @Test
    void the_event_time_decides_the_slot_whatever_its_offset() {
        // Given
        given(start(COUNT));
        // When
        given(at(event("e-1"), "2026-10-06T00:59:59.999+02:00"), at(event("e-2"), "1969-12-31T23:59:59Z"));
        // Then
        // 00:59:59.999+02:00 is 22:59 UTC of the day before: slot 91; the last slot of a day is 95
        assertThat(state.slots().keySet())
                .extracting(
                        SlotAddress::index, address -> address.window().day().toString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(91, "2026-10-05"),
                        org.assertj.core.api.Assertions.tuple(95, "1969-12-31"));
    }

    // ---- filters, groups, values ----

    @Test
    void a_filter_compares_numbers_by_value_and_texts_by_text() {
        // Given
        MetricDefinition metric = filtered(COUNT, "region", "eu", "1.50");
        given(start(metric));
        // When
        given(
                with(event("text"), "region", "eu"),
                with(event("number"), "region", new NumberValue("1.5")),
                with(event("number-as-text"), "region", "1.5"),
                with(event("other"), "region", "us"),
                with(event("null"), "region", new NullValue()),
                event("missing"));
        // Then
        assertThat(value(metric)).isEqualTo("2");
    }

    @Test
    void groups_split_the_count_and_a_missing_value_is_its_own_group() {
        // Given
        MetricDefinition metric = grouped(COUNT, "model");
        given(start(metric));
        // When
        given(
                with(event("e-1"), "model", "m3"),
                with(event("e-2"), "model", new NumberValue("3.0")),
                with(event("e-3"), "model", new NullValue()),
                event("e-4"));
        // Then
        GroupKey missing = GroupKey.of(Arrays.asList((String) null));
        assertThat(slotOf(metric, GroupKey.of(List.of("m3")), Usage.ACCEPTED).events())
                .isEqualTo(1);
        assertThat(slotOf(metric, GroupKey.of(List.of("3")), Usage.ACCEPTED).events())
                .isEqualTo(1);
        assertThat(slotOf(metric, missing, Usage.ACCEPTED).events()).isEqualTo(2);
    }

    @Test
    void a_numeric_string_is_a_number() {
        given(start(SUM), with(event("e-1"), "n", "2.50"), with(event("e-2"), "n", 1));

        // 2.50 + 1 = 3.5
        assertThat(value(SUM)).isEqualTo("3.5");
    }

    @Test
    void an_event_without_the_number_is_left_out_of_that_metric_alone_and_told() {
        // Given
        given(start(COUNT), start(SUM));
        // When
        Effect missing = apply(event("e-1"));
        Effect noNumber = apply(with(event("e-2"), "n", "many"));
        Effect isNull = apply(with(event("e-3"), "n", new NullValue()));
        // Then
        assertThat(List.of(missing, noNumber, isNull)).allSatisfy(effect -> {
            assertThat(effect.kind()).isEqualTo(Kind.COUNTED);
            assertThat(effect.unusable()).extracting(StartedMetric::definition).containsExactly(SUM);
        });
        assertThat(value(COUNT)).isEqualTo("3");
        assertThat(slot(SUM)).isEqualTo(Slot.ZERO);
    }

    @Test
    void an_event_that_a_filter_leaves_out_is_not_unusable() {
        MetricDefinition metric = filtered(SUM, "region", "eu");
        given(start(metric));

        assertThat(apply(event("e-1"))).isEqualTo(Effect.of(Kind.UNUSED));
    }

    // ---- identity ----

    @Test
    void the_same_content_again_changes_nothing() {
        // Given
        UsageEvent event = at(with(event("e-1"), "n", 7), "2026-10-05T10:00:00Z");
        given(start(COUNT), start(SUM), start(MAX), event);
        Map<SlotAddress, Slot> before = state.slots();
        // When
        Kind effect = effectOf(acceptedAt(event, "2026-10-09T00:00:00Z"));
        // Then
        assertThat(effect).isEqualTo(Kind.DUPLICATE);
        assertThat(state.slots()).isEqualTo(before);
    }

    @Test
    void the_same_id_from_another_source_or_subject_is_another_event() {
        // Given
        given(start(COUNT));
        UsageEvent event = event("e-1");
        EventIdentity otherSource = new EventIdentity(Usage.TENANT, Usage.SUBJECT, "gateway-2", "e-1");
        // When
        given(event, new UsageEvent(otherSource, event.type(), event.time(), event.acceptedAt(), event.data()));
        // Then
        assertThat(value(COUNT)).isEqualTo("2");
    }

    @Test
    void other_content_supersedes_and_moves_the_event_to_its_new_slot() {
        // Given
        UsageEvent first = at(with(event("e-1"), "n", 7), "2026-10-05T10:00:00Z");
        given(start(COUNT), start(SUM), start(MAX), first);
        // When
        UsageEvent second = at(with(event("e-1"), "n", 9), "2026-10-05T11:00:00Z");
        Kind effect = effectOf(second);
        // Then
        Instant eleven = Instant.parse("2026-10-05T11:00:00Z");
        assertThat(effect).isEqualTo(Kind.SUPERSEDED);
        assertThat(slot(COUNT)).isEqualTo(Slot.ZERO);
        assertThat(slotAt(SUM, eleven)).isEqualTo(Slot.ofEvent(CanonicalForm.digest(second), new BigDecimal("9")));
        assertThat(slotAt(MAX, eleven)).isEqualTo(Slot.ofEvent(CanonicalForm.digest(second), new BigDecimal("9")));
    }

    @Test
    void the_first_content_sent_again_after_another_supersedes_back() {
        given(start(SUM), with(event("e-1"), "n", 7), with(event("e-1"), "n", 9));

        assertThat(effectOf(with(event("e-1"), "n", 7))).isEqualTo(Kind.SUPERSEDED);
        assertThat(value(SUM)).isEqualTo("7");
    }

    @Test
    void a_superseding_version_counts_under_the_metrics_of_its_own_offset() {
        // Given
        given(start(SUM), with(event("e-1"), "n", 7), start(COUNT));
        // When
        given(with(event("e-1"), "n", 8));
        // Then
        assertThat(value(SUM)).isEqualTo("8");
        assertThat(value(COUNT)).isEqualTo("1");
    }

    // ---- missing time ----

    @Test
    void an_event_sent_again_without_time_is_a_duplicate_whenever_it_comes() {
        // Given
        given(start(COUNT), event("e-1"));
        // When
        Kind effect = effectOf(acceptedAt(event("e-1"), "2026-10-07T00:00:00Z"));
        // Then
        assertThat(effect).isEqualTo(Kind.DUPLICATE);
        assertThat(value(COUNT)).isEqualTo("1");
    }

    @Test
    void a_version_without_time_has_the_time_of_the_version_before() {
        // Given
        given(start(SUM), at(with(event("e-1"), "n", 7), "2026-10-05T10:01:00Z"));
        // When
        Kind same = effectOf(acceptedAt(with(event("e-1"), "n", 7), "2026-10-07T00:00:00Z"));
        Kind other = effectOf(acceptedAt(with(event("e-1"), "n", 8), "2026-10-07T00:00:00Z"));
        // Then
        assertThat(same).isEqualTo(Kind.DUPLICATE);
        assertThat(other).isEqualTo(Kind.SUPERSEDED);
        assertThat(value(SUM)).isEqualTo("8");
    }

    @Test
    void the_first_acceptance_time_is_content_for_who_sends_it() {
        given(start(COUNT), event("e-1"));

        assertThat(effectOf(at(event("e-1"), "2026-10-05T10:07:00Z"))).isEqualTo(Kind.DUPLICATE);
        assertThat(effectOf(at(event("e-1"), "2026-10-05T12:07:00+02:00"))).isEqualTo(Kind.SUPERSEDED);
    }

    @Test
    void a_time_that_is_none_makes_the_record_unreadable_and_changes_nothing() {
        // Given
        given(start(COUNT), event("e-1"));
        Map<SlotAddress, Slot> before = state.slots();
        // When
        UsageEvent broken = at(event("e-1"), "noon");
        // Then
        assertThatThrownBy(() -> apply(broken)).isInstanceOf(UnreadableRecord.class);
        assertThat(state.slots()).isEqualTo(before);
    }

    // ---- void and restore ----

    @Test
    void a_void_takes_the_event_out_and_a_restore_brings_it_back() {
        // Given
        given(start(COUNT), start(MAX), with(event("e-1"), "n", 7));
        Map<SlotAddress, Slot> counted = state.slots();
        // When
        Kind taken = effectOf(voided("e-1"));
        Map<SlotAddress, Slot> without = state.slots();
        Kind back = effectOf(restored("e-1"));
        // Then
        assertThat(List.of(taken, back)).containsExactly(Kind.VOIDED, Kind.RESTORED);
        assertThat(without).isEmpty();
        assertThat(state.slots()).isEqualTo(counted);
    }

    @Test
    void voiding_or_restoring_twice_is_doing_it_once() {
        given(start(COUNT), event("e-1"), event("e-2"), voided("e-1"));

        assertThat(effectOf(voided("e-1"))).isEqualTo(Kind.UNCHANGED);
        assertThat(value(COUNT)).isEqualTo("1");
        given(restored("e-1"));
        assertThat(effectOf(restored("e-1"))).isEqualTo(Kind.UNCHANGED);
        assertThat(value(COUNT)).isEqualTo("2");
    }

    @Test
    void a_restore_of_what_was_never_void_is_nothing() {
        given(start(COUNT));

        assertThat(effectOf(restored("e-1"))).isEqualTo(Kind.UNCHANGED);
        assertThat(effectOf(event("e-1"))).isEqualTo(Kind.COUNTED);
    }

    @Test
    void a_void_event_stays_void_whatever_is_sent_and_restore_counts_the_latest() {
        // Given
        given(start(SUM), with(event("e-1"), "n", 1), voided("e-1"));
        // When
        Kind second = effectOf(with(event("e-1"), "n", 2));
        Kind third = effectOf(with(event("e-1"), "n", 3));
        Kind again = effectOf(with(event("e-1"), "n", 3));
        // Then
        assertThat(List.of(second, third, again)).containsExactly(Kind.HELD_VOID, Kind.HELD_VOID, Kind.DUPLICATE);
        assertThat(slot(SUM)).isEqualTo(Slot.ZERO);
        given(restored("e-1"));
        assertThat(value(SUM)).isEqualTo("3");
    }

    @Test
    void a_void_that_comes_first_is_kept() {
        // Given
        given(start(COUNT), voided("e-1"));
        // When
        Kind held = effectOf(event("e-1"));
        // Then
        assertThat(held).isEqualTo(Kind.HELD_VOID);
        assertThat(state.slots()).isEmpty();
        given(restored("e-1"));
        assertThat(value(COUNT)).isEqualTo("1");
    }

    @Test
    void a_void_that_was_restored_before_the_event_came_is_forgotten() {
        given(start(COUNT), voided("e-1"), restored("e-1"));

        assertThat(effectOf(event("e-1"))).isEqualTo(Kind.COUNTED);
    }

    @Test
    void a_restore_counts_under_the_metrics_that_counted_when_the_version_came() {
        // Given
        given(start(COUNT), with(event("e-1"), "n", 1), voided("e-1"), start(SUM));
        // When
        given(restored("e-1"));
        // Then
        assertThat(value(COUNT)).isEqualTo("1");
        assertThat(slot(SUM)).isEqualTo(Slot.ZERO);
    }

    // ---- aggregations that cannot subtract ----

    @Test
    void a_maximum_that_is_taken_back_falls_to_the_next() {
        // Given
        given(start(MAX));
        given(with(event("e-1"), "n", 5), with(event("e-2"), "n", 9), with(event("e-3"), "n", 9));
        // When
        given(voided("e-2"));
        String oneNineLeft = value(MAX);
        given(with(event("e-3"), "n", 2));
        // Then
        assertThat(oneNineLeft).isEqualTo("9");
        assertThat(value(MAX)).isEqualTo("5");
        assertThat(slot(MAX).events()).isEqualTo(2);
        given(voided("e-1"), voided("e-3"));
        assertThat(slot(MAX)).isEqualTo(Slot.ZERO);
        assertThat(state.contributionCount()).isZero();
    }
}
