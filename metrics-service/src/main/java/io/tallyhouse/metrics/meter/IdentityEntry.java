package io.tallyhouse.metrics.meter;

import java.util.Optional;

/**
 * What the meter remembers of an identity.
 *
 * @param latest the last version received; empty for an identity that was voided before any version came
 */
public record IdentityEntry(State state, Optional<EventVersion> latest) {
    /** VOID: nothing of the identity counts until it is restored. */
    public enum State {
        COUNTED,
        VOID
    }

    public static final IdentityEntry VOID_UNSEEN = new IdentityEntry(State.VOID, Optional.empty());

    public IdentityEntry {
        if (state == State.COUNTED && latest.isEmpty()) {
            throw new IllegalArgumentException("a counted identity has a version");
        }
    }

    static IdentityEntry counted(EventVersion version) {
        return new IdentityEntry(State.COUNTED, Optional.of(version));
    }

    static IdentityEntry voided(Optional<EventVersion> version) {
        return new IdentityEntry(State.VOID, version);
    }

    boolean isVoid() {
        return state == State.VOID;
    }
}
