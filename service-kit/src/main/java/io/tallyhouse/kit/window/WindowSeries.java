package io.tallyhouse.kit.window;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Windows put together: the days of each subject, group and member become one series of slots. */
public final class WindowSeries {
    private static final long SECONDS_OF_DAY = 86_400;

    private WindowSeries() {}

    private record SeriesKey(String subject, GroupKey group, String member) {
        static SeriesKey of(WindowKey key) {
            return new SeriesKey(key.subject(), key.group(), key.member());
        }
    }

    /** @param windows of one metric version */
    public static List<SlotSeries> of(Collection<MetricWindow> windows) {
        return slots(windows).entrySet().stream()
                .map(entry -> new SlotSeries(entry.getKey().member(), entry.getValue()))
                .toList();
    }

    /**
     * As {@link #of(Collection)}, each subject for as long as it counts.
     *
     * @param windows of one metric version that the measure is of
     * @param spans when each subject counts; one that is not named never does
     */
    public static List<SlotSeries> of(Collection<MetricWindow> windows, List<SubjectSpan> spans, Measure measure) {
        Map<String, List<SubjectSpan>> bySubject = spans.stream().collect(Collectors.groupingBy(SubjectSpan::subject));
        return slots(windows).entrySet().stream()
                .flatMap(entry -> {
                    SlotSeries whole = new SlotSeries(entry.getKey().member(), entry.getValue());
                    return bySubject.getOrDefault(entry.getKey().subject(), List.of()).stream()
                            .map(span -> span.isLimited() ? whole.during(span.from(), span.to(), measure) : whole);
                })
                .toList();
    }

    private static Map<SeriesKey, TreeMap<Instant, Slot>> slots(Collection<MetricWindow> windows) {
        Map<SeriesKey, TreeMap<Instant, Slot>> slots = new HashMap<>();
        for (MetricWindow window : windows) {
            TreeMap<Instant, Slot> series =
                    slots.computeIfAbsent(SeriesKey.of(window.key()), absent -> new TreeMap<>());
            long day = window.key().day().toEpochDay() * SECONDS_OF_DAY;
            long slotSeconds = 60L * window.slotMinutes();
            window.slots().forEach((index, slot) -> series.put(Instant.ofEpochSecond(day + index * slotSeconds), slot));
        }
        return slots;
    }
}
