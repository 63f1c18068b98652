package io.tallyhouse.metrics.meter;

import java.util.Optional;

/**
 * What the meter remembers of an identity.
 *
 * @param latest the version that counts or is held; empty for an identity that was voided before any version came
 * @param revision the highest revision received, if versions carry one
 */
public record IdentityEntry(State state, Optional<EventVersion> latest, Optional<Long> revision) {
    /** VOID: nothing of the identity counts until it is restored. */
    public enum State {
        COUNTED,
        VOID
    }

    public static final IdentityEntry VOID_UNSEEN = new IdentityEntry(State.VOID, Optional.empty(), Optional.empty());

    public IdentityEntry {
        if (state == State.COUNTED && latest.isEmpty()) {
            throw new IllegalArgumentException("a counted identity has a version");
        }
    }

    IdentityEntry in(State changed) {
        return new IdentityEntry(changed, latest, revision);
    }

    IdentityEntry with(EventVersion version, Optional<Long> highest) {
        return new IdentityEntry(state, Optional.of(version), highest);
    }

    public boolean isVoid() {
        return state == State.VOID;
    }

    /** Of two versions that carry a revision the higher counts; without one, whichever comes last. */
    boolean isAhead(Optional<Long> sent) {
        return revision.isPresent() && sent.isPresent() && sent.get() < revision.get();
    }

    /** The highest of this and another. */
    Optional<Long> revisionAfter(Optional<Long> sent) {
        return revision.isPresent() && (sent.isEmpty() || revision.get() > sent.get()) ? revision : sent;
    }
}
