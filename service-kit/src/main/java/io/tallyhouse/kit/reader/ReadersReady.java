package io.tallyhouse.kit.reader;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** A service is ready while all its topic readers read. */
@Readiness
@ApplicationScoped
public class ReadersReady implements HealthCheck {
    private final TopicReaders readers;

    ReadersReady(TopicReaders readers) {
        this.readers = readers;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Boolean> health = readers.health();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("topic readers");
        health.forEach((name, reads) -> response.withData(name, reads ? "reading" : "failing"));
        return response.status(!health.containsValue(false)).build();
    }
}
