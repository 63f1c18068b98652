package io.tallyhouse.ingest.intake.kafka;

import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the topic of the log was found. A broker that goes away later is answered with 503 by each request. */
@Readiness
@ApplicationScoped
class UsageLogReadiness implements HealthCheck {
    private final KafkaUsageLog log;

    UsageLogReadiness(KafkaUsageLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("usage log");
        try {
            return response.withData(log.topic(), log.partitions() + " partitions")
                    .up()
                    .build();
        } catch (UsageLogUnavailable e) {
            return response.withData("reason", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
