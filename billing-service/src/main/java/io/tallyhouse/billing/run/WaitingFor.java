package io.tallyhouse.billing.run;

import io.tallyhouse.billing.catalogue.MetricVersion;
import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.usage.Completeness.Lag;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import java.util.Set;
import java.util.stream.Collectors;

/** What keeps a run from being cut, told as it is now. */
public sealed interface WaitingFor {
    /** In words, for people. */
    String detail();

    /** The customer has not been asked for yet. */
    record Customer(String customerId) implements WaitingFor {
        @Override
        public String detail() {
            return "catalog-service to say who customer '" + customerId + "' is";
        }
    }

    /** A partition that is not published far enough. */
    record Meter(Lag lag) implements WaitingFor {
        @Override
        public String detail() {
            return "the meter to publish partition " + lag.partition() + " up to offset " + lag.needed()
                    + "; it has published up to " + lag.position();
        }
    }

    /** A metric version that does not count everywhere yet. */
    record Metric(MetricVersion version) implements WaitingFor {
        @Override
        public String detail() {
            return "version " + version.version() + " of metric '" + version.metric() + "' to be READY";
        }
    }

    /** An earlier run of the same schedule. */
    record EarlierRun(String scheduleId) implements WaitingFor {
        @Override
        public String detail() {
            return "the earlier runs of schedule '" + scheduleId + "'";
        }
    }

    /** The metric versions that a run bills. */
    static Set<MetricVersion> metricVersions(BillingRunPlan plan, Schedule schedule) {
        return plan.charges().stream()
                .map(charge -> schedule.pinned().price(charge.priceId()))
                .map(PriceRecord::metricId)
                .flatMap(metric -> metric.stream())
                .map(metric -> schedule.pinned().metric(metric).definition())
                .map(WaitingFor::versionOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static MetricVersion versionOf(MetricDefinition metric) {
        return new MetricVersion(metric.tenant(), metric.id(), metric.version());
    }
}
