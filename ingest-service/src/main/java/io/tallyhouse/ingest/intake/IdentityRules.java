package io.tallyhouse.ingest.intake;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of an identity that is named by itself, in a path. */
public final class IdentityRules {
    private IdentityRules() {}

    /** Every fault, as events with this identity would have; none if an event may have it. */
    public static List<Violation> violations(EventIdentity identity, EventLimits limits) {
        int lengthMax = limits.attributeLengthMax();
        List<Violation> violations = new ArrayList<>();
        add(violations, "/subject", TextRules.nameFault(identity.subject(), lengthMax));
        add(violations, "/id", TextRules.nameFault(identity.id(), lengthMax));
        add(violations, "?source", TextRules.sourceFault(identity.source(), lengthMax));
        return violations;
    }

    private static void add(List<Violation> violations, String pointer, @Nullable String fault) {
        if (fault != null) {
            violations.add(new Violation(pointer, fault));
        }
    }
}
