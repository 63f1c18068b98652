package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.acceptedAt;
import static io.tallyhouse.metrics.meter.Usage.at;
import static io.tallyhouse.metrics.meter.Usage.event;
import static io.tallyhouse.metrics.meter.Usage.metric;
import static io.tallyhouse.metrics.meter.Usage.start;
import static io.tallyhouse.metrics.meter.Usage.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.Effect.Kind;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A meter that forgets, and records that bring along what it forgot. */
class MeterFormerTest {
    private static final int LENGTH = 80;
    private static final int NO_BOUND = 10_000;
    private static final String TIME = "2026-10-05T10:07:00Z";
    private static final MetricDefinition COUNT = metric(Aggregation.COUNT);
    private static final MetricDefinition SUM = metric(Aggregation.SUM);

    private final CountedPartition partition = new CountedPartition();

    /** A void that nothing was sent to yet is never forgotten here: no archive has a version of it to bring along. */
    @Property(tries = 1_000)
    void a_meter_that_forgets_counts_as_one_that_never_does(@ForAll long seed) {
        MeterStory story = new MeterStory(seed, NO_BOUND).withGapsInMemory(LENGTH);

        assertThat(story.counted()).isEqualTo(story.recounted());
    }

    /** Of 7, at an offset where the metrics of these examples count. */
    private static FormerVersion former(boolean isVoid) {
        return new FormerVersion(5, Usage.TYPE, TIME, with(event("e-1"), "n", 7).data(), Optional.of(3L), isVoid);
    }

    /** The slot has the 7 of the former version and 1 of another event. */
    private void givenForgotten() {
        partition.given(start(COUNT), start(SUM), at(with(event("e-2"), "n", 1), TIME));
        partition.given(at(with(event("e-3"), "n", 7), TIME));
    }

    @Example
    void an_old_event_sent_again_is_a_duplicate() {
        // Given
        givenForgotten();
        UsageEvent withoutTime = acceptedAt(with(event("e-1"), "n", 7), "2026-12-24T00:00:00Z");
        // When
        Kind same = partition.effectOf(at(with(event("e-1"), "n", 7), TIME).with(former(false)));
        Kind sameWithoutTime = partition.effectOf(withoutTime.with(former(false)));
        // Then
        assertThat(List.of(same, sameWithoutTime)).containsOnly(Kind.DUPLICATE);
        assertThat(partition.value(COUNT)).isEqualTo("2");
    }

    @Example
    void an_old_event_that_is_corrected_is_taken_back_first() {
        // Given
        givenForgotten();
        // When
        Kind effect = partition.effectOf(at(with(event("e-1"), "n", 5), TIME).with(former(false)));
        // Then
        // 8 that are there - 7 of the former version + 5 = 6
        assertThat(effect).isEqualTo(Kind.SUPERSEDED);
        assertThat(partition.value(SUM)).isEqualTo("6");
        assertThat(partition.value(COUNT)).isEqualTo("2");
    }

    @Example
    void an_old_event_of_a_lower_revision_than_the_archive_has_is_outdated() {
        // Given
        givenForgotten();
        UsageEvent old = at(with(event("e-1"), "n", 5), TIME);
        UsageEvent second = new UsageEvent(
                old.identity(),
                old.type(),
                old.time(),
                old.acceptedAt(),
                old.data(),
                Optional.of(2L),
                Optional.of(former(false)));
        // When
        Kind effect = partition.effectOf(second);
        // Then
        assertThat(effect).isEqualTo(Kind.OUTDATED);
        assertThat(partition.value(SUM)).isEqualTo("8");
    }

    @Example
    void an_old_event_is_voided_and_restored() {
        // Given
        givenForgotten();
        UsageEvent event = event("e-1");
        // When
        Kind taken = partition.effectOf(new EventVoid(event.identity(), Usage.ACCEPTED, Optional.of(former(false))));
        String without = partition.value(SUM);
        Kind back = partition.effectOf(new EventRestore(event.identity(), Usage.ACCEPTED, Optional.of(former(false))));
        // Then
        assertThat(List.of(taken, back)).containsExactly(Kind.VOIDED, Kind.RESTORED);
        assertThat(without).isEqualTo("1");
        assertThat(partition.value(SUM)).isEqualTo("8");
    }

    @Example
    void an_old_void_event_stays_void_whatever_is_sent() {
        // Given
        givenForgotten();
        // When
        Kind effect = partition.effectOf(at(with(event("e-1"), "n", 5), TIME).with(former(true)));
        // Then
        assertThat(effect).isEqualTo(Kind.HELD_VOID);
        assertThat(partition.value(SUM)).isEqualTo("8");
    }

    @Example
    void what_is_remembered_goes_before_what_the_archive_had() {
        // Given
        givenForgotten();
        partition.given(at(with(event("e-1"), "n", 5), TIME));
        // When
        Kind effect = partition.effectOf(at(with(event("e-1"), "n", 5), TIME).with(former(true)));
        // Then
        assertThat(effect).isEqualTo(Kind.DUPLICATE);
    }

    @Example
    void a_version_from_before_the_start_gave_nothing_to_a_metric_whose_replay_has_not_come_to_it() {
        // Given
        partition.given(event("e-a"), event("e-b"), event("e-c"), event("e-d"), event("e-e"), event("e-f"));
        partition.given(start(SUM));
        // When
        partition.given(at(with(event("e-1"), "n", 5), TIME).with(former(false)));
        // Then
        assertThat(partition.value(SUM)).isEqualTo("5");
    }

    @Example
    void a_former_version_whose_time_is_none_makes_the_record_unreadable() {
        // Given
        givenForgotten();
        FormerVersion broken =
                new FormerVersion(5, Usage.TYPE, "noon", event("e-1").data(), Optional.empty(), false);
        Slot before = partition.slot(SUM);
        // When
        EventVoid voided = new EventVoid(event("e-1").identity(), Usage.ACCEPTED, Optional.of(broken));
        // Then
        assertThatThrownBy(() -> partition.apply(voided)).isInstanceOf(UnreadableRecord.class);
        assertThat(partition.slot(SUM)).isEqualTo(before);
    }
}
