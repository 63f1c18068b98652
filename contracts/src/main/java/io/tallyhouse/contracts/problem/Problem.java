package io.tallyhouse.contracts.problem;

import java.util.List;

/** A problem as it is answered: what kind, what happened here, and every violation found. */
public record Problem(ProblemType type, String detail, List<Violation> errors) {
    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of());
    }

    public static Problem of(ProblemType type, Violation violation) {
        return new Problem(type, violation.detail(), List.of(violation));
    }
}
