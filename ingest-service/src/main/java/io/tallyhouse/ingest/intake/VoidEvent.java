package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes an identity out of every count until it is restored, whether it was received yet or not. */
@ApplicationScoped
public class VoidEvent {
    private final UsageLog log;
    private final FormerVersions formerVersions;

    public VoidEvent(UsageLog log, FormerVersions formerVersions) {
        this.log = log;
        this.formerVersions = formerVersions;
    }

    /**
     * Completes when the log has the void; fails as {@link UsageLog#append} does, and with {@link FormerVersionsUnknown}
     * if the meter may have forgotten the identity and nobody can tell what it was.
     */
    public Uni<EventVoid> execute(EventIdentity identity, Instant acceptedAt) {
        return formerVersions
                .of(List.of(identity))
                .onFailure()
                .transform(FormerVersionsUnknown::new)
                .map(found -> new EventVoid(
                        identity,
                        acceptedAt,
                        Optional.ofNullable(found.get(identity)).flatMap(Former::version)))
                .call(voided -> log.append(List.of(voided)));
    }
}
