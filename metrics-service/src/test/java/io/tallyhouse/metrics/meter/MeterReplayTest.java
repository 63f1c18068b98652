package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.at;
import static io.tallyhouse.metrics.meter.Usage.event;
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
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.Effect.Kind;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a metric version counts once its past is replayed; a failing seed is printed and makes the same log again. */
class MeterReplayTest {
    private static final int LENGTH = 60;
    private static final int NO_BOUND = 10_000;
    private static final String TIME = "2026-10-05T10:07:00Z";
    private static final MetricDefinition COUNT = metric(Aggregation.COUNT);
    private static final MetricDefinition SUM = metric(Aggregation.SUM);

    private final CountedPartition partition = new CountedPartition();

    @Property(tries = 1_000)
    void a_replay_between_live_records_comes_to_counting_everything_from_the_beginning(@ForAll long seed) {
        MeterStory story = new MeterStory(seed, NO_BOUND).withReplays(LENGTH);

        assertThat(story.counted()).isEqualTo(story.recounted());
        assertThat(story.started()).extracting(StartedMetric::replay).allMatch(Replay::caughtUp);
        assertThat(story.started()).extracting(metric -> metric.replay().done()).isEqualTo(story.pasts());
    }

    private static ReplayedEvent replayed(MetricDefinition metric, long offset, boolean isVoid, UsageEvent event) {
        return new ReplayedEvent(metric.id(), metric.version(), offset, isVoid, event);
    }

    @Example
    void an_event_of_the_past_counts_once_however_often_it_is_replayed() {
        // Given
        UsageEvent past = at(with(event("e-1"), "n", 7), TIME);
        partition.given(start(COUNT), past, start(SUM));
        // When
        Kind first = partition.effectOf(replayed(SUM, 1, false, past));
        Kind second = partition.effectOf(replayed(SUM, 1, false, past));
        // Then
        assertThat(List.of(first, second)).containsExactly(Kind.REPLAYED, Kind.REPLAY_SKIPPED);
        assertThat(partition.value(SUM)).isEqualTo("7");
        assertThat(partition.value(COUNT)).isEqualTo("1");
    }

    @Example
    void what_was_superseded_since_the_start_is_not_counted_by_its_replay() {
        // Given
        UsageEvent past = at(with(event("e-1"), "n", 7), TIME);
        partition.given(start(COUNT), past, start(SUM), at(with(event("e-1"), "n", 9), TIME));
        // When
        Kind effect = partition.effectOf(replayed(SUM, 1, false, past));
        // Then
        assertThat(effect).isEqualTo(Kind.REPLAY_SKIPPED);
        assertThat(partition.value(SUM)).isEqualTo("9");
    }

    @Example
    void what_was_void_at_the_start_counts_once_it_is_restored() {
        // Given
        UsageEvent past = at(with(event("e-1"), "n", 7), TIME);
        partition.given(start(COUNT), past, voided("e-1"), start(SUM), replayed(SUM, 1, true, past));
        Slot whileVoid = partition.slot(SUM);
        // When
        partition.given(restored("e-1"));
        // Then
        assertThat(whileVoid).isEqualTo(Slot.ZERO);
        assertThat(partition.value(SUM)).isEqualTo("7");
    }

    @Example
    void a_forgotten_void_event_keeps_its_group_for_when_it_is_restored() {
        // Given
        MetricDefinition byModel = grouped(COUNT, "model");
        UsageEvent past = at(with(event("e-1"), "model", "m1"), TIME);
        FormerVersion former = new FormerVersion(0, past.type(), TIME, past.data(), Optional.empty(), true);
        partition.given(start(SUM), start(byModel), replayed(byModel, 0, true, past));
        // When
        partition.given(new EventRestore(past.identity(), Usage.ACCEPTED, Optional.of(former)));
        // Then
        assertThat(partition
                        .slotOf(byModel, GroupKey.of(List.of("m1")), Usage.ACCEPTED)
                        .events())
                .isEqualTo(1);
        assertThat(partition.slotOf(byModel, GroupKey.OVERFLOW, Usage.ACCEPTED)).isEqualTo(Slot.ZERO);
    }

    @Example
    void a_replay_of_a_metric_version_that_has_not_started_is_passed_over() {
        assertThat(partition.effectOf(replayed(SUM, 0, false, at(event("e-1"), TIME))))
                .isEqualTo(Kind.REPLAY_SKIPPED);
    }

    @Example
    void a_replayed_event_whose_time_is_none_is_unreadable_and_changes_nothing() {
        // Given
        UsageEvent past = at(with(event("e-1"), "n", 7), TIME);
        partition.given(start(COUNT), past, start(SUM));
        // When
        ReplayedEvent broken = replayed(SUM, 1, false, at(past, "noon"));
        // Then
        assertThatThrownBy(() -> partition.apply(broken)).isInstanceOf(UnreadableRecord.class);
        assertThat(partition.effectOf(replayed(SUM, 1, false, past))).isEqualTo(Kind.REPLAYED);
    }
}
