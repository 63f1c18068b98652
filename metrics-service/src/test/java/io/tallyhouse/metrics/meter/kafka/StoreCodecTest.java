package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.ContributionKey;
import io.tallyhouse.metrics.meter.EventVersion;
import io.tallyhouse.metrics.meter.IdentityEntry;
import io.tallyhouse.metrics.meter.IdentityEntry.State;
import io.tallyhouse.metrics.meter.IdentityKey;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import io.tallyhouse.metrics.meter.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoreCodecTest {
    private static IdentityEntry entry(State state, String timeText) {
        EventVersion version = new EventVersion(
                new Fingerprint(0x0123456789abcdefL, -1),
                timeText,
                List.of(
                        new Contribution(0, GroupKey.NONE, "", BigDecimal.ONE),
                        new Contribution(300, GroupKey.of(Arrays.asList("m3", null)), "u", new BigDecimal("-12.345"))));
        return new IdentityEntry(state, Optional.of(version), Optional.of(300L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-10-05T10:00:00Z",
                "2026-10-05T10:00:00.000Z",
                "2026-10-05T12:00:00.123456789+02:00",
                "1969-12-31T23:59:59.999Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59-12:00"
            })
    void an_identity_is_read_as_it_was_written_with_its_time_as_sent(String timeText) {
        for (State state : State.values()) {
            assertThat(StoreCodec.readIdentity(StoreCodec.write(entry(state, timeText))))
                    .isEqualTo(entry(state, timeText));
        }
    }

    @Test
    void a_void_without_content_is_kept() {
        assertThat(StoreCodec.readIdentity(StoreCodec.write(IdentityEntry.VOID_UNSEEN)))
                .isEqualTo(IdentityEntry.VOID_UNSEEN);
    }

    /** Stores of running deployments hold these bytes. */
    @Test
    void the_stored_form_does_not_change() {
        String hex = HexFormat.of().formatHex(StoreCodec.write(entry(State.VOID, "2026-10-05T10:00:00Z")));

        // format 2, void with version and revision, revision, digest, time as instant, 2 contributions: metric, group,
        // member, scale, digits
        assertThat(hex)
                .isEqualTo("0207" + "ac02" + "0123456789abcdefffffffffffffffff" + "00" + "c0d49bac0d" + "00" + "02"
                        + "00" + "00" + "00" + "0002"
                        + "ac02" + "0b5b226d33222c6e756c6c5d" + "0175" + "06" + "f1c001");
    }

    @Test
    void a_newer_format_is_refused() {
        byte[] stored = StoreCodec.write(IdentityEntry.VOID_UNSEEN);
        stored[0] = 9;

        assertThatThrownBy(() -> StoreCodec.readIdentity(stored)).hasMessageContaining("newer");
    }

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
