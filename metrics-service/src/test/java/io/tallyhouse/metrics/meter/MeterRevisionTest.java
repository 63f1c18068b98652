package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.event;
import static io.tallyhouse.metrics.meter.Usage.metric;
import static io.tallyhouse.metrics.meter.Usage.restored;
import static io.tallyhouse.metrics.meter.Usage.start;
import static io.tallyhouse.metrics.meter.Usage.voided;
import static io.tallyhouse.metrics.meter.Usage.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.Effect.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Versions that say which of them is newer, and events that wait in quarantine. */
class MeterRevisionTest {
    private static final MetricDefinition SUM = metric(Aggregation.SUM);
    private static final MetricDefinition MAX = metric(Aggregation.MAX);

    private final CountedPartition partition = new CountedPartition();

    private static UsageEvent revised(long number, long revision) {
        UsageEvent event = with(event("e-1"), "n", number);
        return new UsageEvent(
                event.identity(),
                event.type(),
                event.time(),
                event.acceptedAt(),
                event.data(),
                Optional.of(revision),
                Optional.empty());
    }

    private static UsageEvent plain(long number) {
        return with(event("e-1"), "n", number);
    }

    @Property(tries = 1_000)
    void in_whatever_order_revisions_come_and_come_again_the_highest_counts(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int revisions) {
        Random random = new Random(seed);
        List<UsageEvent> sent = new ArrayList<>();
        for (int revision = 1; revision <= revisions; revision++) {
            for (int times = random.nextInt(3); times >= 0; times--) {
                // lower revisions have higher numbers
                sent.add(revised(100 - revision, revision));
            }
        }
        Collections.shuffle(sent, random);
        CountedPartition fresh = new CountedPartition();
        fresh.given(start(SUM), start(MAX));
        sent.forEach(fresh::given);

        assertThat(fresh.value(SUM)).isEqualTo(Integer.toString(100 - revisions));
        assertThat(fresh.value(MAX)).isEqualTo(Integer.toString(100 - revisions));
        assertThat(fresh.contributionCount()).isEqualTo(1);
    }

    @Example
    void a_lower_revision_is_outdated_and_changes_nothing() {
        partition.given(start(SUM), revised(7, 5));

        assertThat(partition.effectOf(revised(9, 4))).isEqualTo(Kind.OUTDATED);
        assertThat(partition.value(SUM)).isEqualTo("7");
    }

    @Example
    void of_two_versions_with_the_same_revision_the_last_received_counts() {
        partition.given(start(SUM), revised(7, 5));

        assertThat(partition.effectOf(revised(9, 5))).isEqualTo(Kind.SUPERSEDED);
        assertThat(partition.value(SUM)).isEqualTo("9");
    }

    @Example
    void the_same_content_with_a_higher_revision_raises_it() {
        // Given
        partition.given(start(SUM), revised(7, 5));
        // When
        Kind raised = partition.effectOf(revised(7, 8));
        Kind between = partition.effectOf(revised(9, 6));
        // Then
        assertThat(List.of(raised, between)).containsExactly(Kind.DUPLICATE, Kind.OUTDATED);
        assertThat(partition.value(SUM)).isEqualTo("7");
    }

    @Example
    void the_same_content_with_a_lower_revision_or_none_lowers_nothing() {
        partition.given(start(SUM), revised(7, 5), revised(7, 1), plain(7));

        assertThat(partition.effectOf(revised(9, 4))).isEqualTo(Kind.OUTDATED);
    }

    @Example
    void a_version_without_revision_supersedes_and_leaves_the_highest_as_it_was() {
        // Given
        partition.given(start(SUM), revised(7, 5));
        // When
        Kind without = partition.effectOf(plain(9));
        Kind lower = partition.effectOf(revised(1, 4));
        Kind higher = partition.effectOf(revised(2, 6));
        // Then
        assertThat(List.of(without, lower, higher)).containsExactly(Kind.SUPERSEDED, Kind.OUTDATED, Kind.SUPERSEDED);
        assertThat(partition.value(SUM)).isEqualTo("2");
    }

    @Example
    void while_void_the_highest_revision_waits_to_be_restored() {
        // Given
        partition.given(start(SUM), revised(7, 5), voided("e-1"));
        // When
        Kind higher = partition.effectOf(revised(9, 6));
        Kind lower = partition.effectOf(revised(8, 5));
        partition.given(restored("e-1"));
        // Then
        assertThat(List.of(higher, lower)).containsExactly(Kind.HELD_VOID, Kind.OUTDATED);
        assertThat(partition.value(SUM)).isEqualTo("9");
    }

    @Example
    void a_quarantined_event_has_no_effect_until_it_is_sent_as_an_event() {
        // Given
        partition.given(start(SUM), plain(7));
        // When
        Kind held = partition.effectOf(new EventQuarantined(revised(9, 5), "old"));
        String before = partition.value(SUM);
        Kind released = partition.effectOf(revised(9, 5));
        // Then
        assertThat(List.of(held, released)).containsExactly(Kind.QUARANTINED, Kind.SUPERSEDED);
        assertThat(before).isEqualTo("7");
        assertThat(partition.value(SUM)).isEqualTo("9");
    }

    @Example
    void a_quarantined_event_is_not_remembered() {
        partition.given(start(SUM), new EventQuarantined(plain(9), "old"));

        assertThat(partition.slot(SUM)).isEqualTo(Slot.ZERO);
        assertThat(partition.effectOf(plain(9))).isEqualTo(Kind.COUNTED);
    }
}
