package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Shows everything that is known of one event. */
@ApplicationScoped
public class ShowEvent {
    private final EventArchive archive;
    private final CurrentMetrics metrics;

    public ShowEvent(EventArchive archive, CurrentMetrics metrics) {
        this.archive = archive;
        this.metrics = metrics;
    }

    /** @param use what metrics make of each version, in the order of the versions */
    public record ShownEvent(EventHistory history, List<MetricUse> use) {
        public ShownEvent {
            use = List.copyOf(use);
        }
    }

    /** Empty for an identity of which nothing was received. */
    public Uni<Optional<ShownEvent>> execute(EventIdentity identity) {
        return archive.histories(List.of(identity))
                .map(histories -> Optional.ofNullable(histories.get(identity)).map(this::shown));
    }

    private ShownEvent shown(EventHistory history) {
        return new ShownEvent(
                history,
                history.versions().stream()
                        .map(version -> MetricUse.of(version, metrics))
                        .toList());
    }
}
