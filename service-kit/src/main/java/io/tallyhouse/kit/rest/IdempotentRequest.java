package io.tallyhouse.kit.rest;

import jakarta.enterprise.context.RequestScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The idempotency key under which the current request runs, if it has one. */
@RequestScoped
class IdempotentRequest {
    private final Map<String, Integer> derived = new HashMap<>();
    private @Nullable IdempotencyTicket ticket;

    void runsUnder(IdempotencyTicket given) {
        ticket = given;
    }

    Optional<IdempotencyTicket> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** The text after an id's prefix: the same in each execution, another one for each id of an execution. */
    synchronized Optional<String> deriveId(String prefix) {
        return ticket().map(current -> {
            int ordinal = derived.merge(prefix, 1, Integer::sum);
            IdempotencyClaim claim = current.claim();
            String seed = String.join(
                    "\u0000", claim.tenant().value(), claim.key(), claim.operation(), prefix, String.valueOf(ordinal));
            return TimeOrderedId.text(current.firstSeenAt(), Sha256.of(seed.getBytes(StandardCharsets.UTF_8)));
        });
    }
}
