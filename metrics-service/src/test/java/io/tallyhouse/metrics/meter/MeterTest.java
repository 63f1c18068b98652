package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.at;
import static io.tallyhouse.metrics.meter.Usage.event;
import static io.tallyhouse.metrics.meter.Usage.filtered;
import static io.tallyhouse.metrics.meter.Usage.grouped;
import static io.tallyhouse.metrics.meter.Usage.metric;
import static io.tallyhouse.metrics.meter.Usage.start;
import static io.tallyhouse.metrics.meter.Usage.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.Effect.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeterTest {
    private static final MetricDefinition COUNT = metric(Aggregation.COUNT);
    private static final MetricDefinition SUM = metric(Aggregation.SUM);
    private static final MetricDefinition MAX = metric(Aggregation.MAX);

    private final CountedPartition partition = new CountedPartition();

    @Test
    void an_event_counts_under_every_metric_of_its_type_that_has_started() {
        // Given
        partition.given(start(COUNT), start(SUM), start(MAX));
        UsageEvent event = with(event("e-1"), "n", 7);
        // When
        Kind effect = partition.effectOf(event);
        // Then
        Fingerprint digest = CanonicalForm.digest(event);
        assertThat(effect).isEqualTo(Kind.COUNTED);
        assertThat(partition.slot(COUNT)).isEqualTo(Slot.ofEvent(digest, new Total(BigDecimal.ONE)));
        assertThat(partition.slot(SUM)).isEqualTo(Slot.ofEvent(digest, new Total(new BigDecimal("7"))));
        assertThat(partition.slot(MAX)).isEqualTo(Slot.ofEvent(digest, new Extreme(new BigDecimal("7"))));
    }

    @Test
    void an_event_before_the_start_of_a_metric_does_not_count_under_it() {
        // Given
        partition.given(start(COUNT), with(event("e-1"), "n", 7));
        // When
        partition.given(start(SUM), with(event("e-2"), "n", 5));
        // Then
        assertThat(partition.value(COUNT)).isEqualTo("2");
        assertThat(partition.value(SUM)).isEqualTo("5");
    }

    @Test
    void an_old_version_of_a_metric_keeps_counting() {
        // Given
        MetricDefinition newer = metric(Aggregation.COUNT, 2);
        partition.given(start(COUNT), event("e-1"), start(newer));
        // When
        partition.given(event("e-2"));
        // Then
        assertThat(partition.value(COUNT)).isEqualTo("2");
        assertThat(partition.value(newer)).isEqualTo("1");
    }

    @Test
    void the_second_start_of_a_metric_version_is_ignored() {
        partition.given(start(COUNT));

        assertThat(partition.effectOf(start(COUNT))).isEqualTo(Kind.METRIC_KNOWN);
        partition.given(event("e-1"));
        assertThat(partition.value(COUNT)).isEqualTo("1");
    }

    @Test
    void other_types_and_other_tenants_are_used_by_no_metric() {
        // Given
        partition.given(start(COUNT));
        UsageEvent own = event("e-1");
        UsageEvent otherType = new UsageEvent(own.identity(), "other", own.time(), own.acceptedAt(), own.data());
        EventIdentity foreign = new EventIdentity(new TenantId("other"), Usage.SUBJECT, "", "e-1");
        // When
        Kind ofType = partition.effectOf(otherType);
        Kind ofTenant =
                partition.effectOf(new UsageEvent(foreign, own.type(), own.time(), own.acceptedAt(), own.data()));
        // Then
        assertThat(List.of(ofType, ofTenant)).containsOnly(Kind.UNUSED);
        assertThat(partition.slots()).isEmpty();
    }

    @Test
    void the_event_time_decides_the_slot_whatever_its_offset() {
        // Given
        partition.given(start(COUNT));
        // When
        partition.given(at(event("e-1"), "2026-10-06T00:59:59.999+02:00"), at(event("e-2"), "1969-12-31T23:59:59Z"));
        // Then
        // 00:59:59.999+02:00 is 22:59 UTC of the day before: slot 91; the last slot of a day is 95
        assertThat(partition.slots().keySet())
                .extracting(
                        SlotAddress::index, address -> address.window().day().toString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(91, "2026-10-05"),
                        org.assertj.core.api.Assertions.tuple(95, "1969-12-31"));
    }

    @Test
    void a_filter_compares_numbers_by_value_and_texts_by_text() {
        // Given
        MetricDefinition metric = filtered(COUNT, "region", "eu", "1.50");
        partition.given(start(metric));
        // When
        partition.given(
                with(event("text"), "region", "eu"),
                with(event("number"), "region", new NumberValue("1.5")),
                with(event("number-as-text"), "region", "1.5"),
                with(event("other"), "region", "us"),
                with(event("null"), "region", new NullValue()),
                event("missing"));
        // Then
        assertThat(partition.value(metric)).isEqualTo("2");
    }

    @Test
    void groups_split_the_count_and_a_missing_value_is_its_own_group() {
        // Given
        MetricDefinition metric = grouped(COUNT, "model");
        partition.given(start(metric));
        // When
        partition.given(
                with(event("e-1"), "model", "m3"),
                with(event("e-2"), "model", new NumberValue("3.0")),
                with(event("e-3"), "model", new NullValue()),
                event("e-4"));
        // Then
        GroupKey missing = GroupKey.of(Arrays.asList((String) null));
        assertThat(partition
                        .slotOf(metric, GroupKey.of(List.of("m3")), Usage.ACCEPTED)
                        .events())
                .isEqualTo(1);
        assertThat(partition
                        .slotOf(metric, GroupKey.of(List.of("3")), Usage.ACCEPTED)
                        .events())
                .isEqualTo(1);
        assertThat(partition.slotOf(metric, missing, Usage.ACCEPTED).events()).isEqualTo(2);
    }

    @Test
    void a_numeric_string_is_a_number() {
        partition.given(start(SUM), with(event("e-1"), "n", "2.50"), with(event("e-2"), "n", 1));

        // 2.50 + 1 = 3.5
        assertThat(partition.value(SUM)).isEqualTo("3.5");
    }

    @Test
    void an_event_without_the_number_is_left_out_of_that_metric_alone_and_told() {
        // Given
        partition.given(start(COUNT), start(SUM));
        // When
        Effect missing = partition.apply(event("e-1"));
        Effect noNumber = partition.apply(with(event("e-2"), "n", "many"));
        Effect isNull = partition.apply(with(event("e-3"), "n", new NullValue()));
        // Then
        assertThat(List.of(missing, noNumber, isNull)).allSatisfy(effect -> {
            assertThat(effect.kind()).isEqualTo(Kind.COUNTED);
            assertThat(effect.unusable()).extracting(StartedMetric::definition).containsExactly(SUM);
        });
        assertThat(partition.value(COUNT)).isEqualTo("3");
        assertThat(partition.slot(SUM)).isEqualTo(Slot.ZERO);
    }

    @Test
    void an_event_that_a_filter_leaves_out_is_not_unusable() {
        MetricDefinition metric = filtered(SUM, "region", "eu");
        partition.given(start(metric));

        assertThat(partition.apply(event("e-1"))).isEqualTo(Effect.of(Kind.UNUSED));
    }
}
