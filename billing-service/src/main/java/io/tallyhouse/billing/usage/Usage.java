package io.tallyhouse.billing.usage;

import io.smallrye.mutiny.Uni;

/** Usage as far as it is copied here. */
public interface Usage {
    /** The usage of all the question's subjects together, over all groups of the metric. */
    Uni<MeteredUsage> of(UsageQuestion question);

    /** The totals of a GAUGE metric on each day of the question's period, all its subjects and groups together. */
    Uni<DailyTotals> totals(UsageQuestion question);
}
