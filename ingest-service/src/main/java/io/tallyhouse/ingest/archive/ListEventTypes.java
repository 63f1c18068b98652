package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.ingest.archive.EventTypes.EventType;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the types of events with the metrics that use them: one that none uses may be a typing error. */
@ApplicationScoped
public class ListEventTypes {
    private static final int PORTION = 500;

    private final EventTypes types;
    private final CurrentMetrics metrics;

    public ListEventTypes(EventTypes types, CurrentMetrics metrics) {
        this.types = types;
        this.metrics = metrics;
    }

    /** A type and the metrics that count events of it. */
    public record UsedType(EventType type, List<MetricId> metrics) {
        public UsedType {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * By name in code-point order.
     *
     * @param after only types that follow this one
     * @param unusedOnly only those that no metric counts
     */
    public Uni<List<UsedType>> execute(TenantId tenant, Optional<String> after, boolean unusedOnly, int limit) {
        return list(new Wanted(tenant, unusedOnly, limit), after, List.of());
    }

    private record Wanted(TenantId tenant, boolean unusedOnly, int limit) {}

    private Uni<List<UsedType>> list(Wanted wanted, Optional<String> after, List<UsedType> sofar) {
        return types.of(wanted.tenant, after, PORTION).chain(portion -> {
            List<UsedType> listed = new ArrayList<>(sofar);
            portion.stream()
                    .map(type -> used(wanted.tenant, type))
                    .filter(used -> !wanted.unusedOnly || used.metrics().isEmpty())
                    .forEach(listed::add);
            if (portion.size() < PORTION || listed.size() >= wanted.limit) {
                return Uni.createFrom().item(List.copyOf(listed.subList(0, Math.min(wanted.limit, listed.size()))));
            }
            Optional<String> next = Optional.of(portion.get(portion.size() - 1).type());
            return list(wanted, next, listed);
        });
    }

    private UsedType used(TenantId tenant, EventType type) {
        return new UsedType(
                type,
                metrics.ofType(tenant, type.type()).stream()
                        .map(MetricDefinition::id)
                        .toList());
    }
}
