package io.tallyhouse.kit.window;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The windows of some subjects under one metric version that a period touches. */
public record WindowQuery(TenantId tenant, List<String> subjects, MetricId metric, int version, ServicePeriod period) {
    public WindowQuery {
        subjects = List.copyOf(subjects);
    }

    LocalDate firstDay() {
        return period.from().atZone(ZoneOffset.UTC).toLocalDate();
    }

    LocalDate lastDay() {
        return period.to().minus(Duration.ofNanos(1)).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
