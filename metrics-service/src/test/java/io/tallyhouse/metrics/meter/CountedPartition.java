package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** A partition that records are applied to, and what stands in its slots. */
final class CountedPartition {
    static final int GROUPS_MAX = 3;

    private final Meter meter = new Meter(new IdentityHash(Usage.SECRET), GROUPS_MAX);
    private final InMemoryMeterState state = new InMemoryMeterState();
    private long offset;

    Effect apply(UsageRecord record) {
        return meter.apply(offset++, record, state);
    }

    Effect.Kind effectOf(UsageRecord record) {
        return apply(record).kind();
    }

    void given(UsageRecord... records) {
        for (UsageRecord record : records) {
            apply(record);
        }
    }

    Map<SlotAddress, Slot> slots() {
        return state.slots();
    }

    int contributionCount() {
        return state.contributionCount();
    }

    /** The slot of 10:00 to 10:15 on 5 October 2026, where {@link Usage#ACCEPTED} lies. */
    Slot slot(MetricDefinition metric) {
        return slotAt(metric, Usage.ACCEPTED);
    }

    Slot slotAt(MetricDefinition metric, Instant time) {
        return slotOf(metric, GroupKey.NONE, time);
    }

    Slot slotOf(MetricDefinition metric, GroupKey group, Instant time) {
        return slotOf(metric, new Contribution(0, group, "", BigDecimal.ONE), time);
    }

    Slot slotOf(MetricDefinition metric, Contribution contribution, Instant time) {
        return state.slots().getOrDefault(SlotAddress.of(metric, Usage.SUBJECT, contribution, time), Slot.ZERO);
    }

    /** Of that slot, as text. */
    String value(MetricDefinition metric) {
        return slot(metric)
                .value()
                .map(CountedPartition::number)
                .map(BigDecimal::toPlainString)
                .orElse("none");
    }

    private static BigDecimal number(SlotValue value) {
        if (value instanceof Total total) {
            return total.sum();
        }
        return value instanceof Newest newest ? newest.number() : ((Extreme) value).number();
    }
}
