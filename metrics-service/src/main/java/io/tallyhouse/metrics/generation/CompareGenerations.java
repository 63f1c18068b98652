package io.tallyhouse.metrics.generation;

import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.generation.Comparison.Difference;
import io.tallyhouse.metrics.generation.Comparison.Totals;
import io.tallyhouse.metrics.generation.FormerWindows.Pair;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Compares what is counted now with what was counted in the generation before. */
@ApplicationScoped
public class CompareGenerations {
    private final FormerWindows windows;

    public CompareGenerations(FormerWindows windows) {
        this.windows = windows;
    }

    /** Empty if nothing is kept to compare with. Blocks. */
    public Optional<Comparison> execute() {
        Tally tally = new Tally();
        return windows.compare(tally::add).map(notCompared -> tally.comparison(notCompared));
    }

    private record VersionKey(TenantId tenant, MetricId metric, int version) {}

    /** What was looked at so far. A window that holds nothing is the same as none. */
    static final class Tally {
        private final Map<VersionKey, Difference> differences = new LinkedHashMap<>();
        private Totals former = Totals.NOTHING;
        private Totals current = Totals.NOTHING;

        void add(Pair pair) {
            former = former.plus(pair.former());
            current = current.plus(pair.current());
            if (!pair.former().equals(pair.current())) {
                WindowKey key = pair.key();
                Difference found = new Difference(
                        key.tenant(),
                        key.metric(),
                        key.version(),
                        1,
                        key.subject(),
                        key.day(),
                        events(pair.former()),
                        events(pair.current()));
                differences.merge(new VersionKey(key.tenant(), key.metric(), key.version()), found, Tally::sum);
            }
        }

        private static Difference sum(Difference first, Difference other) {
            return new Difference(
                    first.tenant(),
                    first.metric(),
                    first.version(),
                    first.windows() + other.windows(),
                    first.subject(),
                    first.day(),
                    first.former() + other.former(),
                    first.current() + other.current());
        }

        private static long events(SortedMap<Integer, Slot> slots) {
            return slots.values().stream().mapToLong(Slot::events).sum();
        }

        Comparison comparison(int notCompared) {
            return new Comparison(former, current, notCompared, new ArrayList<>(differences.values()));
        }
    }
}
