package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Takes an identity out of every count until it is restored, whether it was received yet or not. */
@ApplicationScoped
public class VoidEvent {
    private final UsageLog log;

    public VoidEvent(UsageLog log) {
        this.log = log;
    }

    /** Completes when the log has the void; fails as {@link UsageLog#append} does. */
    public Uni<EventVoid> execute(EventIdentity identity, Instant acceptedAt) {
        EventVoid voided = new EventVoid(identity, acceptedAt);
        return log.append(List.of(voided)).replaceWith(voided);
    }
}
