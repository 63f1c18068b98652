package io.tallyhouse.kit.window;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows put together: the days of each subject, group and member become one series of slots. */
public final class WindowSeries {
    private WindowSeries() {}

    private record SeriesKey(String subject, GroupKey group, String member) {
        static SeriesKey of(WindowKey key) {
            return new SeriesKey(key.subject(), key.group(), key.member());
        }
    }

    /** @param windows of one metric version */
    public static List<SlotSeries> of(Collection<MetricWindow> windows) {
        Map<SeriesKey, TreeMap<Instant, Slot>> slots = new HashMap<>();
        for (MetricWindow window : windows) {
            TreeMap<Instant, Slot> series =
                    slots.computeIfAbsent(SeriesKey.of(window.key()), absent -> new TreeMap<>());
            window.slots().forEach((index, slot) -> series.put(start(window, index), slot));
        }
        return slots.entrySet().stream()
                .map(entry -> new SlotSeries(entry.getKey().member(), entry.getValue()))
                .toList();
    }

    /** First moment of a window's slot. */
    private static Instant start(MetricWindow window, int slot) {
        return window.key()
                .day()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(Duration.ofMinutes((long) slot * window.slotMinutes()));
    }
}
