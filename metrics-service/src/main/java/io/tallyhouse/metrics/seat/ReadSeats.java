package io.tallyhouse.metrics.seat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.metrics.usage.Asked;
import io.tallyhouse.metrics.usage.Catalogue;
import io.tallyhouse.metrics.usage.CountedWindows;
import io.tallyhouse.metrics.usage.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells balances and changes of seats. */
@ApplicationScoped
public class ReadSeats {
    /** An instant that no event is as old as. */
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private final Catalogue catalogue;
    private final CountedWindows windows;
    private final UsageLog usageLog;

    ReadSeats(Catalogue catalogue, CountedWindows windows, UsageLog usageLog) {
        this.catalogue = catalogue;
        this.windows = windows;
        this.usageLog = usageLog;
    }

    /** A customer's balance under one metric. */
    public record CustomerBalance(String customer, MetricDefinition metric, SeatBalance balance) {}

    /** By customer as asked, then metric, then type. */
    public Uni<List<CustomerBalance>> balances(TenantId tenant, List<String> customers, Instant at) {
        return usageLog.partitions()
                .chain(partitions -> catalogue.gauges(tenant, partitions))
                .chain(metrics -> Multi.createFrom()
                        .iterable(customers)
                        .onItem()
                        .transformToMultiAndConcatenate(customer -> Multi.createFrom()
                                .iterable(metrics)
                                .onItem()
                                .transformToUniAndConcatenate(metric -> balances(metric, customer, at)))
                        .onItem()
                        .<CustomerBalance>disjoint()
                        .collect()
                        .asList());
    }

    private Uni<List<CustomerBalance>> balances(MetricDefinition metric, String customer, Instant at) {
        return timeline(metric, customer, at)
                .map(timeline -> timeline.balances(at).stream()
                        .map(balance -> new CustomerBalance(customer, metric, balance))
                        .toList());
    }

    /** Changes under one metric. */
    public record Changes(MetricDefinition metric, List<SeatChange> changes) {}

    /** Empty if the tenant has no such metric, or it is no GAUGE. */
    public Uni<Optional<Changes>> changes(TenantId tenant, MetricId metric, String customer, ServicePeriod period) {
        return usageLog.partitions()
                .chain(partitions -> catalogue.counting(tenant, metric, partitions))
                .map(found -> found.filter(known -> known.aggregation() == Aggregation.GAUGE))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : timeline(found.get(), customer, period.to())
                                .map(timeline -> Optional.of(
                                        new Changes(found.get(), timeline.changes(period.from(), period.to())))));
    }

    private Uni<SeatTimeline> timeline(MetricDefinition metric, String customer, Instant to) {
        ServicePeriod all =
                new ServicePeriod(BEGINNING, to.isAfter(BEGINNING) ? to.plusNanos(1) : BEGINNING.plusNanos(1));
        return catalogue
                .subjects(metric.tenant(), Asked.themselves(List.of(customer)))
                .chain(subjects -> windows.of(metric, SubjectSpan.subjects(subjects), all)
                        .map(found -> new SeatTimeline(found, subjects, metric.measure())));
    }
}
