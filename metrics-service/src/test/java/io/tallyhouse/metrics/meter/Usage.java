package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Records of a small story: tenant {@code default}, subject {@code acme}, events of type {@code call}. */
public final class Usage {
    public static final TenantId TENANT = new TenantId("default");
    public static final String SUBJECT = "acme";
    public static final String TYPE = "call";
    public static final Instant ACCEPTED = Instant.parse("2026-10-05T10:07:00Z");
    public static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private Usage() {}

    public static EventIdentity identity(String id) {
        return new EventIdentity(TENANT, SUBJECT, "", id);
    }

    /** Sent without time and data; accepted at {@link #ACCEPTED}. */
    public static UsageEvent event(String id) {
        return new UsageEvent(identity(id), TYPE, Optional.empty(), ACCEPTED, new TreeMap<>());
    }

    public static UsageEvent at(UsageEvent event, String time) {
        return new UsageEvent(event.identity(), event.type(), Optional.of(time), event.acceptedAt(), event.data());
    }

    public static UsageEvent acceptedAt(UsageEvent event, String time) {
        return new UsageEvent(event.identity(), event.type(), event.time(), Instant.parse(time), event.data());
    }

    public static UsageEvent with(UsageEvent event, String property, DataValue value) {
        TreeMap<String, DataValue> data = new TreeMap<>(event.data());
        data.put(property, value);
        return new UsageEvent(event.identity(), event.type(), event.time(), event.acceptedAt(), data);
    }

    public static UsageEvent with(UsageEvent event, String property, long number) {
        return with(event, property, new NumberValue(Long.toString(number)));
    }

    public static UsageEvent with(UsageEvent event, String property, String text) {
        return with(event, property, new TextValue(text));
    }

    public static EventVoid voided(String id) {
        return new EventVoid(identity(id), ACCEPTED);
    }

    public static EventRestore restored(String id) {
        return new EventRestore(identity(id), ACCEPTED);
    }

    /** Version 1 of a metric named after its aggregation, of property {@code n}, ungrouped and unfiltered. */
    public static MetricDefinition metric(Aggregation aggregation) {
        return metric(aggregation, 1);
    }

    public static MetricDefinition metric(Aggregation aggregation, int version) {
        return new MetricDefinition(
                TENANT,
                new MetricId(aggregation.name()),
                version,
                TYPE,
                aggregation,
                aggregation.input() != Aggregation.Input.NOTHING ? Optional.of("n") : Optional.empty(),
                List.of(),
                List.of(),
                15);
    }

    public static MetricDefinition filtered(MetricDefinition metric, String property, String... values) {
        PropertyFilter filter = new PropertyFilter(property, PropertyFilter.Operator.IN, List.of(values));
        return changed(metric, List.of(filter), metric.groupBy());
    }

    public static MetricDefinition grouped(MetricDefinition metric, String... properties) {
        return changed(metric, metric.filters(), List.of(properties));
    }

    private static MetricDefinition changed(
            MetricDefinition metric, List<PropertyFilter> filters, List<String> groupBy) {
        return new MetricDefinition(
                metric.tenant(),
                metric.id(),
                metric.version(),
                metric.eventType(),
                metric.aggregation(),
                metric.property(),
                filters,
                groupBy,
                metric.slotMinutes());
    }

    public static MetricStart start(MetricDefinition metric) {
        return new MetricStart(metric);
    }
}
