package io.tallyhouse.kit.reader;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.tallyhouse.contracts.topic.Topic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The views of this service, one for each topic, started when first asked for. */
@ApplicationScoped
public class TopicViews {
    private final Map<String, TopicView<?>> views = new ConcurrentHashMap<>();
    private final Map<String, Object> kafkaSettings;
    private final MeterRegistry meters;

    TopicViews(@Identifier("default-kafka-broker") Map<String, Object> kafkaSettings, MeterRegistry meters) {
        this.kafkaSettings = kafkaSettings;
        this.meters = meters;
    }

    /** The same view for the same topic. */
    @SuppressWarnings("unchecked")
    public <V> TopicView<V> of(Topic<V> topic) {
        return (TopicView<V>) views.computeIfAbsent(topic.name(), name -> startView(topic));
    }

    Collection<TopicView<?>> all() {
        return List.copyOf(views.values());
    }

    private <V> TopicView<V> startView(Topic<V> topic) {
        TopicView<V> view = new TopicView<>(topic, kafkaSettings);
        meters.more()
                .counter(
                        "tallyhouse.view.skipped",
                        List.of(io.micrometer.core.instrument.Tag.of("topic", topic.name())),
                        view,
                        TopicView::skipped);
        return view.start();
    }

    @PreDestroy
    void close() {
        views.values().forEach(TopicView::close);
    }
}
