package io.tallyhouse.contracts.json;

import io.tallyhouse.contracts.problem.Violation;
import java.util.List;

/** What a caller sent is refused, with every fault found. The REST layer answers 422 with all of them. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Violation> violations;

    public InvalidInput(List<Violation> violations) {
        super(violations.toString(), null, false, false);
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
