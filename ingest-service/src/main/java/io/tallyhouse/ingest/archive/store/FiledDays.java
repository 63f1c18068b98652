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

    /** One day begins anew if in each partition all offsets of earlier days are below those of it and later ones. */
    private List<List<LocalDate>> together() {
        Map<LocalDate, Map<Integer, Long>> lowestFrom = lowestFrom();
        Map<Integer, Long> highestBefore = new HashMap<>();
        List<List<LocalDate>> groups = new ArrayList<>();
        for (LocalDate day : days.keySet()) {
            Map<Integer, Long> lowest = lowestFrom.getOrDefault(day, Map.of());
            boolean lapsOver = highestBefore.entrySet().stream()
                    .anyMatch(before -> before.getValue() > lowest.getOrDefault(before.getKey(), Long.MAX_VALUE));
            if (groups.isEmpty() || !lapsOver) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(day);
            at(day).forEach((partition, offsets) -> highestBefore.merge(partition, offsets.last(), Math::max));
        }
        return groups;
    }

    /** By day and partition, the lowest offset of that day and all later ones. */
    private Map<LocalDate, Map<Integer, Long>> lowestFrom() {
        Map<LocalDate, Map<Integer, Long>> lowestFrom = new HashMap<>();
        Map<Integer, Long> lowest = new HashMap<>();
        for (LocalDate day : days.descendingKeySet()) {
            at(day).forEach((partition, offsets) -> lowest.merge(partition, offsets.first(), Math::min));
            lowestFrom.put(day, Map.copyOf(lowest));
        }
        return lowestFrom;
    }
}
