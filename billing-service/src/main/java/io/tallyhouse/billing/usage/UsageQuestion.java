package io.tallyhouse.billing.usage;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.ZoneId;
import java.util.List;

/**
 * How much was used.
 *
 * @param metric the version that counts, with its tenant
 * @param subjects whose usage is added up, each for as long as it counts
 * @param zone of the days that a prorated level is counted by
 * @param dimensions of the properties that the metric is grouped by those whose values the answer keeps apart; none for the
 *     whole alone
 */
public record UsageQuestion(
        MetricDefinition metric,
        List<SubjectSpan> subjects,
        ServicePeriod period,
        ZoneId zone,
        List<String> dimensions) {
    public UsageQuestion {
        subjects = List.copyOf(subjects);
        dimensions = List.copyOf(dimensions);
    }
}
