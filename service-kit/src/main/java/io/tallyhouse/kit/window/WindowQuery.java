package io.tallyhouse.kit.window;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The windows of some subjects under one metric version that a period touches.
 *
 * @param withHistory all windows before the period as well, for what carries a level over
 */
public record WindowQuery(
        TenantId tenant,
        List<String> subjects,
        MetricId metric,
        int version,
        ServicePeriod period,
        boolean withHistory) {
    /** No event is older: the calendar of windows begins here. */
    private static final LocalDate FIRST_DAY = LocalDate.of(-4000, 1, 1);

    public WindowQuery {
        subjects = List.copyOf(subjects);
    }

    public static WindowQuery of(MetricDefinition metric, List<String> subjects, ServicePeriod period) {
        return new WindowQuery(
                metric.tenant(),
                subjects,
                metric.id(),
                metric.version(),
                period,
                metric.measure().carriesOver());
    }

    LocalDate firstDay() {
        return withHistory ? FIRST_DAY : period.from().atZone(ZoneOffset.UTC).toLocalDate();
    }

    LocalDate lastDay() {
        return period.to().minus(Duration.ofNanos(1)).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
