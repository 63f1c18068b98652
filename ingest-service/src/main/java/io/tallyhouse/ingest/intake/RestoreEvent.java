package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes a void back: the latest version received counts again. */
@ApplicationScoped
public class RestoreEvent {
    private final UsageLog log;
    private final FormerVersions formerVersions;

    public RestoreEvent(UsageLog log, FormerVersions formerVersions) {
        this.log = log;
        this.formerVersions = formerVersions;
    }

    /**
     * Completes when the log has the restore; fails as {@link UsageLog#append} does, and with {@link FormerVersionsUnknown}
     * if the meter may have forgotten the identity and nobody can tell what it was.
     */
    public Uni<EventRestore> execute(EventIdentity identity, Instant acceptedAt) {
        return formerVersions
                .of(List.of(identity))
                .onFailure()
                .transform(FormerVersionsUnknown::new)
                .map(found -> new EventRestore(
                        identity,
                        acceptedAt,
                        Optional.ofNullable(found.get(identity)).flatMap(Former::version)))
                .call(restored -> log.append(List.of(restored)));
    }
}
