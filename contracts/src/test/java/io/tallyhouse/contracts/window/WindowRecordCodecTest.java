package io.tallyhouse.contracts.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WindowRecordCodecTest {
    private static final WindowKey KEY = new WindowKey(
            new TenantId("default"),
            "acme",
            new MetricId("tokens"),
            2,
            GroupKey.of(Arrays.asList("m3", null)),
            LocalDate.of(2026, 10, 5));

    private static WindowRecord record(String name) {
        return switch (name) {
            case "window" ->
                new MetricWindow(
                        KEY,
                        Aggregation.SUM,
                        15,
                        new Revision(1, 300),
                        new TreeMap<>(Map.of(
                                0, slot(1, "-1.25"),
                                40, slot(1_000_000, "12345678901234567890.123456789"),
                                95, slot(2, "0"))));
            case "window-emptied" ->
                new MetricWindow(KEY, Aggregation.MAX, 1, new Revision(1, 2), new TreeMap<>(Map.of(7, Slot.ZERO)));
            case "position" -> new PublishedPosition(1, 7, 5_000_000_000L);
            case "started" -> new MetricStarted(new TenantId("default"), new MetricId("tokens"), 2, 7, 42);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Slot slot(long events, String value) {
        return new Slot(events, new Fingerprint(0x0123456789abcdefL, -events), Optional.of(new BigDecimal(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"window", "window-emptied", "position", "started"})
    void a_record_is_written_as_the_golden_file_and_read_back_the_same(String name) {
        // Given
        WindowRecord record = record(name);
        HexFormat hex = HexFormat.of();
        // When
        String key = hex.formatHex(WindowRecordCodec.writeKey(record));
        String value = hex.formatHex(WindowRecordCodec.writeValue(record));
        // Then
        Golden.assertSame("window/" + name + ".hex", key + "\n" + value);
        String[] golden = Golden.read("window/" + name + ".hex").split("\n");
        assertThat(WindowRecordCodec.read(hex.parseHex(golden[0]), hex.parseHex(golden[1])))
                .isEqualTo(record);
    }

    @Test
    void keys_of_different_records_differ() {
        PublishedPosition position = new PublishedPosition(1, 7, 9);

        assertThat(WindowRecordCodec.writeKey(position))
                .isNotEqualTo(WindowRecordCodec.writeKey(new PublishedPosition(1, 8, 9)))
                .isNotEqualTo(WindowRecordCodec.writeKey(new PublishedPosition(2, 7, 9)))
                .isEqualTo(WindowRecordCodec.writeKey(new PublishedPosition(1, 7, 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"window", "window-emptied", "position", "started"})
    void a_start_is_told_by_its_key(String name) {
        assertThat(WindowRecordCodec.isStart(WindowRecordCodec.writeKey(record(name))))
                .isEqualTo(name.equals("started"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"window", "position", "started"})
    void a_cut_off_record_is_unreadable(String name) {
        byte[] key = WindowRecordCodec.writeKey(record(name));
        byte[] value = WindowRecordCodec.writeValue(record(name));
        byte[] cut = Arrays.copyOf(value, value.length - 1);

        assertThatThrownBy(() -> WindowRecordCodec.read(key, cut)).isInstanceOf(UnreadableRecord.class);
    }

    @Test
    void a_newer_format_is_refused() {
        byte[] key = WindowRecordCodec.writeKey(record("position"));
        byte[] value = WindowRecordCodec.writeValue(record("position"));
        value[0] = 9;

        assertThatThrownBy(() -> WindowRecordCodec.read(key, value))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("newer");
    }
}
