package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.ContributionKey;
import io.tallyhouse.metrics.meter.IdentityKey;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import io.tallyhouse.metrics.meter.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoreCodecTest {
    @Test
    void a_started_metric_is_read_as_it_was_written() {
        StartedMetric started = new StartedMetric(
                7, Usage.grouped(Usage.metric(Aggregation.SUM), "model"), 5_000L, new Replay(41, 7, 9, false));

        assertThat(StoreCodec.readStarted(StoreCodec.write(started))).isEqualTo(started);
    }

    @Test
    void contributions_are_ordered_by_slot_then_time_then_id_and_found_by_their_slot() {
        // Given
        SlotAddress first = SlotAddress.of(
                Usage.metric(Aggregation.MAX),
                Usage.SUBJECT,
                new Contribution(0, GroupKey.NONE, "", BigDecimal.ONE),
                Instant.parse("2026-10-05T00:00:00Z"));
        SlotAddress second = new SlotAddress(first.window(), 1);
        List<ContributionKey> ordered = List.of(
                new ContributionKey(first, Instant.parse("1969-12-31T23:59:59Z"), "b", new IdentityKey(9, 9)),
                new ContributionKey(first, Instant.parse("2026-10-05T00:00:00Z"), "a", new IdentityKey(9, 9)),
                new ContributionKey(first, Instant.parse("2026-10-05T00:00:00Z"), "ab", new IdentityKey(0, 0)),
                new ContributionKey(first, Instant.parse("2026-10-05T00:00:00.001Z"), "a", new IdentityKey(0, 0)),
                new ContributionKey(second, Instant.parse("2026-10-05T00:00:00Z"), "a", new IdentityKey(0, 0)));
        // When
        List<byte[]> keys = ordered.stream().map(StoreCodec::write).toList();
        // Then
        assertThat(keys).isSortedAccordingTo(Arrays::compareUnsigned);
        byte[] prefix = StoreCodec.contributionPrefix(first);
        assertThat(keys)
                .filteredOn(key -> Arrays.equals(Arrays.copyOf(key, prefix.length), prefix))
                .hasSize(4);
    }
}
