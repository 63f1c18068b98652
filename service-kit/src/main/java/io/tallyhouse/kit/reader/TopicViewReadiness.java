package io.tallyhouse.kit.reader;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every view has caught up with its topic. */
@Readiness
@ApplicationScoped
class TopicViewReadiness implements HealthCheck {
    private final TopicViews views;

    TopicViewReadiness(TopicViews views) {
        this.views = views;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("topic views");
        views.all().forEach(view -> response.withData(view.topicName(), view.ready()));
        return response.status(views.all().stream().allMatch(TopicView::ready)).build();
    }
}
