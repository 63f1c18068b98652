package io.tallyhouse.billing.usage;

import io.smallrye.mutiny.Uni;

/** Usage as far as it is copied here. */
public interface Usage {
    /** The usage of all the question's subjects together, over all groups of the metric. */
    Uni<MeteredUsage> of(UsageQuestion question);
}
