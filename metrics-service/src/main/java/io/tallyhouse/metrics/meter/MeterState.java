package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the meter knows of one partition. Each method sees the effect of those called before. */
public interface MeterState {
    Optional<IdentityEntry> identity(IdentityKey key);

    void save(IdentityKey key, IdentityEntry entry);

    void forget(IdentityKey key);

    /** The started metric versions that count events of this type, in the order of their starts. */
    List<StartedMetric> metrics(TenantId tenant, String eventType);

    /** By {@link StartedMetric#number}. */
    StartedMetric metric(int number);

    /** That metric version, if it has started. */
    Optional<StartedMetric> metric(TenantId tenant, MetricId metric, int version);

    /** Replaces what is known of a started metric version. */
    void save(StartedMetric metric);

    /** Remembers the metric version with the next number; empty if it has started before. */
    Optional<StartedMetric> start(MetricDefinition definition, long offset);

    /** To be used at once: it is no longer good when another day has been asked for. */
    SubjectDay day(TenantId tenant, String subject, long epochDay);

    void addContribution(ContributionKey key, SlotValue value, SlotForm form);

    void removeContribution(ContributionKey key);

    /** Lends what is kept for a slot, ordered by time and id; it must not be used after {@code reader} returns. */
    <R> R contributions(SlotAddress slot, SlotForm form, Function<Iterable<SlotValue>, R> reader);
}
