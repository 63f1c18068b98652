package io.tallyhouse.kit.rest;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ids for new things: a prefix and 26 characters that sort by time, as {@code inv_01JA2B3C4D5E6F7G8H9JKMNPQR}.
 *
 * <p>While a request with an idempotency key is served, they follow from tenant, key and path alone, so that an execution
 * repeated after a crash finds what the first one made.
 */
@ApplicationScoped
public class NewIds {
    private final InstantSource wall;
    private final IdempotentRequest request;
    private final SecureRandom random = new SecureRandom();

    NewIds(InstantSource wall, IdempotentRequest request) {
        this.wall = wall;
        this.request = request;
    }

    /** @param prefix of letters, as {@code inv} */
    public String next(String prefix) {
        return prefix + "_" + derived(prefix).orElseGet(this::random);
    }

    private Optional<String> derived(String prefix) {
        return Arc.container().requestContext().isActive() ? request.deriveId(prefix) : Optional.empty();
    }

    private String random() {
        byte[] tail = new byte[TimeOrderedId.TAIL_BYTES];
        random.nextBytes(tail);
        Instant now = wall.instant();
        return TimeOrderedId.text(now, tail);
    }
}
