package io.tallyhouse.contracts.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricReplayed;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.aggregation.SlotValue.Weighted;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
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
            "",
            LocalDate.of(2026, 10, 5));

    private static WindowRecord record(String name) {
        return switch (name) {
            case "window" ->
                new MetricWindow(
                        KEY,
                        SlotForm.TOTAL,
                        15,
                        new Revision(1, 300),
                        new TreeMap<>(Map.of(
                                0, slot(1, "-1.25"),
                                40, slot(1_000_000, "12345678901234567890.123456789"),
                                95, slot(2, "0"))));
            case "window-emptied" ->
                new MetricWindow(KEY, SlotForm.GREATEST, 1, new Revision(1, 2), new TreeMap<>(Map.of(7, Slot.ZERO)));
            case "window-of-member" ->
                new MetricWindow(
                        new WindowKey(
                                KEY.tenant(), KEY.subject(), KEY.metric(), 2, GroupKey.OVERFLOW, "user-7", KEY.day()),
                        SlotForm.NEWEST,
                        15,
                        new Revision(2, 1),
                        new TreeMap<>(Map.of(
                                3,
                                new Slot(
                                        2,
                                        new Fingerprint(1, 2),
                                        Optional.of(new Newest(
                                                BigDecimal.ONE,
                                                Instant.parse("2026-10-05T00:50:00.000000001Z"),
                                                "e-1"))))));
            case "window-weighted" ->
                new MetricWindow(
                        KEY,
                        SlotForm.WEIGHTED,
                        5,
                        new Revision(1, 1),
                        new TreeMap<>(Map.of(
                                287,
                                new Slot(
                                        1,
                                        new Fingerprint(1, 2),
                                        Optional.of(
                                                new Weighted(new BigDecimal("-2.5"), new BigDecimal("-299.75")))))));
            case "replayed" ->
                new MetricReplayed(new TenantId("default"), new MetricId("tokens"), 2, 7, 300, 1_000, false);
            case "position" -> new PublishedPosition(1, 7, 5_000_000_000L);
            case "started" -> new MetricStarted(new TenantId("default"), new MetricId("tokens"), 2, 7, 42);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Slot slot(long events, String value) {
        return new Slot(
                events, new Fingerprint(0x0123456789abcdefL, -events), Optional.of(new Total(new BigDecimal(value))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "window",
                "window-emptied",
                "window-of-member",
                "window-weighted",
                "position",
                "started",
                "replayed"
            })
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
    @ValueSource(
            strings = {
                "window",
                "window-emptied",
                "window-of-member",
                "window-weighted",
                "position",
                "started",
                "replayed"
            })
    void what_tells_of_a_metric_version_is_known_by_its_key(String name) {
        assertThat(WindowRecordCodec.isOfMetricVersion(WindowRecordCodec.writeKey(record(name))))
                .isEqualTo(name.equals("started") || name.equals("replayed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"window", "window-of-member", "window-weighted", "position", "started", "replayed"})
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
