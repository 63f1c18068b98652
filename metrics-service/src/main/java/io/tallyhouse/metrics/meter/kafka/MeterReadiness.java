package io.tallyhouse.metrics.meter.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when this instance's partitions are restored and being counted. */
@Readiness
@ApplicationScoped
class MeterReadiness implements HealthCheck {
    private final MeterRuntime meter;

    MeterReadiness(MeterRuntime meter) {
        this.meter = meter;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("meter")
                .withData("state", meter.state().name())
                .status(meter.isReady())
                .build();
    }
}
