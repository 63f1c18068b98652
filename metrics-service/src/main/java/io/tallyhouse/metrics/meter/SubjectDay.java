package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;

/** The windows of one subject on one UTC day: all that an event changes, for its time is one. */
public interface SubjectDay {
    /** Of the window that the contribution goes to; zero where nothing was saved. */
    Slot slot(StartedMetric metric, Contribution contribution, int index);

    /** Takes the place of what is there; a zero slot is kept no longer. */
    void save(StartedMetric metric, Contribution contribution, int index, Slot slot);

    /** Adds the contribution's number to a slot of form {@link SlotForm#TOTAL}. */
    default void addTotal(StartedMetric metric, Contribution contribution, int index, Fingerprint digest) {
        Total value = new Total(contribution.number());
        save(metric, contribution, index, slot(metric, contribution, index).add(digest, value, SlotForm.TOTAL));
    }

    /** Whether the group has been added for the metric version. */
    boolean hasGroup(StartedMetric metric, GroupKey group);

    /** How many groups have been added for the metric version. */
    int groups(StartedMetric metric);

    void addGroup(StartedMetric metric, GroupKey group);
}
