package io.tallyhouse.billing.usage;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.util.List;

/**
 * How much was used.
 *
 * @param metric the version that counts, with its tenant
 * @param subjects whose usage is added up: a customer's id and aliases
 */
public record UsageQuestion(MetricDefinition metric, List<String> subjects, ServicePeriod period) {
    public UsageQuestion {
        subjects = List.copyOf(subjects);
    }
}
