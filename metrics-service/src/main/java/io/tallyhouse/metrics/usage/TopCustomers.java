package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/** Who used most of a metric. */
public sealed interface TopCustomers {
    /**
     * What is asked.
     *
     * @param limit customers at most
     */
    record Request(TenantId tenant, MetricId metric, ServicePeriod period, ZoneId zone, int limit) {}

    /** The greatest first; of equal ones by name. */
    record Ranked(List<Place> places) implements TopCustomers {
        public Ranked {
            places = List.copyOf(places);
        }
    }

    /** The tenant has no such metric. */
    record NoSuchMetric() implements TopCustomers {}

    /** The period cannot be cut so. */
    record Refused(List<Violation> violations) implements TopCustomers {
        public Refused {
            violations = List.copyOf(violations);
        }
    }

    /**
     * A customer and what was counted for it.
     *
     * @param customer its id, or the subject if that is nobody's
     * @param mapped false if the subject is nobody's
     */
    record Place(String customer, boolean mapped, PeriodUsage usage) {
        static final Comparator<Place> ORDER = Comparator.comparing(
                        (Place place) -> place.usage().value().orElse(BigDecimal.ZERO))
                .reversed()
                .thenComparing(Place::customer);
    }
}
