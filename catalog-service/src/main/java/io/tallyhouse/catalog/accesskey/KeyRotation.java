package io.tallyhouse.catalog.accesskey;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a key may be followed by a new one like it. */
public final class KeyRotation {
    private KeyRotation() {}

    /**
     * @param grantable scopes of the key that asks: rotating must not hand it a key that can do more
     * @param wall what time it is
     */
    public static Optional<Problem> refusal(AccessKeyRecord key, Set<Scope> grantable, Instant wall) {
        if (!key.isUsableAt(wall)) {
            return Optional.of(Problem.of(
                    ProblemType.CONFLICT,
                    "The access key '" + key.id() + "' is " + (key.revoked() ? "revoked" : "expired")
                            + " and cannot be rotated; make a new one."));
        }
        if (!grantable.containsAll(key.scopes())) {
            return Optional.of(Problem.of(
                    ProblemType.FORBIDDEN,
                    "The access key '" + key.id() + "' has scopes that the key you use lacks; rotate it with one that"
                            + " has them."));
        }
        return Optional.empty();
    }
}
