package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.ingest.archive.FiledRecords.Stretch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts the days of the archive in an order in which no record comes before one of a lower offset of its partition. A
 * day is by itself, unless a broker's clock went back: then days that lap over in any partition go together.
 */
final class FiledDays {
    private record Offsets(long first, long last) {}

    private final TreeMap<LocalDate, Map<Integer, Offsets>> days = new TreeMap<>();

    void add(LocalDate day, int partition, long firstOffset, long lastOffset) {
        days.computeIfAbsent(day, absent -> new HashMap<>()).put(partition, new Offsets(firstOffset, lastOffset));
    }

    List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (List<LocalDate> together : together()) {
            TreeSet<Integer> partitions = new TreeSet<>();
            together.forEach(day -> partitions.addAll(at(day).keySet()));
            partitions.forEach(partition -> stretches.add(new Stretch(together, partition)));
        }
        return stretches;
    }

    private Map<Integer, Offsets> at(LocalDate day) {
        return days.getOrDefault(day, Map.of());
    }

    /** From the last day back: one that has a higher offset than a later day has as its lowest goes with that day. */
    private List<List<LocalDate>> together() {
        Map<Integer, Long> lowestLater = new HashMap<>();
        List<List<LocalDate>> groups = new ArrayList<>();
        for (LocalDate day : days.descendingKeySet()) {
            boolean lapsOver = at(day).entrySet().stream()
                    .anyMatch(entry ->
                            entry.getValue().last() > lowestLater.getOrDefault(entry.getKey(), Long.MAX_VALUE));
            if (!lapsOver) {
                groups.add(0, new ArrayList<>());
            }
            groups.get(0).add(0, day);
            at(day).forEach((partition, offsets) -> lowestLater.merge(partition, offsets.first(), Math::min));
        }
        return groups;
    }
}
