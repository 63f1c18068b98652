package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.EventVersion;
import io.tallyhouse.metrics.meter.IdentityEntry;
import io.tallyhouse.metrics.meter.IdentityEntry.State;
import java.math.BigDecimal;
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
class IdentityCodecTest {
    private static IdentityEntry entry(State state, String timeText) {
        EventVersion version = new EventVersion(
                new Fingerprint(0x0123456789abcdefL, -1),
                timeText,
                List.of(
                        new Contribution(0, GroupKey.NONE, "", BigDecimal.ONE),
                        new Contribution(300, GroupKey.of(Arrays.asList("m3", null)), "u", new BigDecimal("-12.345"))));
        return new IdentityEntry(state, Optional.of(version), Optional.of(300L));
    }

    private static byte[] written(IdentityEntry entry) {
        ByteWriter out = new ByteWriter();
        IdentityCodec.write(out, entry);
        return out.bytes();
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
            assertThat(IdentityCodec.read(written(entry(state, timeText)))).isEqualTo(entry(state, timeText));
        }
    }

    @Test
    void a_void_without_content_is_kept() {
        assertThat(IdentityCodec.read(written(IdentityEntry.VOID_UNSEEN))).isEqualTo(IdentityEntry.VOID_UNSEEN);
    }

    /** Stores of running deployments hold these bytes. */
    @Test
    void the_stored_form_does_not_change() {
        String hex = HexFormat.of().formatHex(written(entry(State.VOID, "2026-10-05T10:00:00Z")));

        // format 3, void with version and revision, revision, digest, seconds of 2026, then contributions: of metric 0
        // the
        // number 1, of metric 300 with group and member a scale and digits
        assertThat(hex)
                .isEqualTo("67" + "ac02" + "0123456789abcdefffffffffffffffff" + "c0f0ed16" + "00" + "e712"
                        + "0b5b226d33222c6e756c6c5d" + "0175" + "06" + "f1c001");
    }

    @Test
    void a_newer_format_is_refused() {
        byte[] stored = written(IdentityEntry.VOID_UNSEEN);
        stored[0] |= (byte) 0xe0;

        assertThatThrownBy(() -> IdentityCodec.read(stored)).hasMessageContaining("newer");
    }
}
