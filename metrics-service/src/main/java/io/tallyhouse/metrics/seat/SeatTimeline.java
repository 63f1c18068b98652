package io.tallyhouse.metrics.seat;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
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

/** A customer's seats of each type over time, out of the windows of one GAUGE metric. */
final class SeatTimeline {
    private final Map<GroupKey, TreeMap<Instant, BigDecimal>> deltas = new HashMap<>();

    private record Series(String subject, GroupKey group) {}

    /** @param windows of all time, of the customer's subjects */
    SeatTimeline(Collection<MetricWindow> windows) {
        Map<Series, List<Newest>> totals = new HashMap<>();
        for (MetricWindow window : windows) {
            Series series = new Series(window.key().subject(), window.key().group());
            for (Slot slot : window.slots().values()) {
                if (slot.value().orElse(null) instanceof Newest newest) {
                    totals.computeIfAbsent(series, absent -> new ArrayList<>()).add(newest);
                }
            }
        }
        totals.forEach((series, own) -> add(
                deltas.computeIfAbsent(series.group(), absent -> new TreeMap<>()),
                own.stream().sorted(Comparator.comparing(Newest::time)).toList()));
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
