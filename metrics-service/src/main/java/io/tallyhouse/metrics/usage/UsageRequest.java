package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What is asked. The answer is over all that are asked for together. */
public record UsageRequest(TenantId tenant, MetricId metric, Asked asked, Span span, GroupFilter groups) {
    /**
     * The period and how it is cut.
     *
     * @param zone of hours, days, weeks and months
     */
    public record Span(ServicePeriod period, ZoneId zone, Granularity granularity) {
        /** More points than this in one answer would help nobody. */
        public static final int INTERVALS_MAX = 10_000;

        /**
         * The intervals in order.
         *
         * @return one more than {@link #INTERVALS_MAX} at most
         */
        public List<ServicePeriod> intervals(MetricDefinition metric) {
            Duration slot = metric.measure().slotLength();
            List<ServicePeriod> intervals = new ArrayList<>();
            Instant from = period.from();
            while (from.isBefore(period.to()) && intervals.size() <= INTERVALS_MAX) {
                Instant edge = granularity.nextEdge(from, zone, slot);
                Instant to = edge.isBefore(period.to()) ? edge : period.to();
                intervals.add(new ServicePeriod(from, to));
                from = to;
            }
            return intervals;
        }
    }
}
