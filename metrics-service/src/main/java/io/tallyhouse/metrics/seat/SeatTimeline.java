package io.tallyhouse.metrics.seat;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotSeries;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kit.window.WindowSeries;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A customer's seats of each type over time, out of the windows of one GAUGE metric. */
final class SeatTimeline {
    private final Map<GroupKey, TreeMap<Instant, BigDecimal>> deltas = new HashMap<>();

    /**
     * @param windows of all time, of the customer's subjects
     * @param subjects when each is the customer's
     */
    SeatTimeline(Collection<MetricWindow> windows, List<SubjectSpan> subjects, Measure measure) {
        windows.stream()
                .collect(Collectors.groupingBy(window -> window.key().group()))
                .forEach((group, own) -> WindowSeries.of(own, subjects, measure)
                        .forEach(series ->
                                add(deltas.computeIfAbsent(group, absent -> new TreeMap<>()), totals(series))));
    }

    private static List<Newest> totals(SlotSeries series) {
        List<Newest> totals = new ArrayList<>();
        for (Slot slot : series.steps().values()) {
            if (slot.value().orElse(null) instanceof Newest newest) {
                totals.add(newest);
            }
        }
        totals.sort(Comparator.comparing(Newest::time));
        return totals;
    }

    private static void add(TreeMap<Instant, BigDecimal> changes, List<Newest> totals) {
        BigDecimal before = BigDecimal.ZERO;
        for (Newest total : totals) {
            changes.merge(total.time(), total.number().subtract(before), BigDecimal::add);
            before = total.number();
        }
    }

    /** What holds at the instant, for each type that had a total by then. */
    List<SeatBalance> balances(Instant at) {
        List<SeatBalance> balances = new ArrayList<>();
        deltas.forEach((group, changes) -> {
            var past = changes.headMap(at, true);
            Optional<Instant> changedAt = past.entrySet().stream()
                    .filter(change -> change.getValue().signum() != 0)
                    .map(Map.Entry::getKey)
                    .max(Comparator.naturalOrder());
            if (!past.isEmpty()) {
                balances.add(new SeatBalance(group, sum(past.values()), changedAt.orElse(past.firstKey())));
            }
        });
        balances.sort(Comparator.comparing(balance -> balance.group().encoded()));
        return balances;
    }

    /** From {@code from}, inclusive, to {@code to}, exclusive; the oldest first. */
    List<SeatChange> changes(Instant from, Instant to) {
        List<SeatChange> changes = new ArrayList<>();
        deltas.forEach((group, ofGroup) -> {
            BigDecimal before = sum(ofGroup.headMap(from, false).values());
            for (Map.Entry<Instant, BigDecimal> change :
                    ofGroup.subMap(from, to).entrySet()) {
                BigDecimal after = before.add(change.getValue());
                if (change.getValue().signum() != 0) {
                    changes.add(new SeatChange(change.getKey(), group, before, after));
                }
                before = after;
            }
        });
        changes.sort(Comparator.comparing(SeatChange::at)
                .thenComparing(change -> change.group().encoded()));
        return changes;
    }

    private static BigDecimal sum(Collection<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
