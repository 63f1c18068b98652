package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Takes a void back: the latest version received counts again. */
@ApplicationScoped
public class RestoreEvent {
    private final UsageLog log;

    public RestoreEvent(UsageLog log) {
        this.log = log;
    }

    /** Completes when the log has the restore; fails as {@link UsageLog#append} does. */
    public Uni<EventRestore> execute(EventIdentity identity, Instant acceptedAt) {
        EventRestore restored = new EventRestore(identity, acceptedAt);
        return log.append(List.of(restored)).replaceWith(restored);
    }
}
