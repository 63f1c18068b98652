package io.tallyhouse.kit.rest;

import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A request ends with this problem. The REST layer answers it as a document. It carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** @param headers to answer besides the document, as {@code Retry-After} */
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.type() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail));
    }

    /** 404, as {@code notFound("customer", "acme")}. */
    public static ProblemException notFound(String what, String id) {
        return of(ProblemType.NOT_FOUND, "There is no " + what + " '" + id + "'.");
    }

    /** 422: the field at {@code pointer} names a {@code what} that is not there. */
    public static ProblemException unknownReference(String pointer, String what, String id) {
        return new ProblemException(Problem.of(
                ProblemType.UNKNOWN_REFERENCE, new Violation(pointer, "there is no " + what + " '" + id + "'")));
    }

    /** 422 with all references that lead nowhere. */
    public static ProblemException unknownReferences(List<Violation> violations) {
        return new ProblemException(new Problem(
                ProblemType.UNKNOWN_REFERENCE, "The request refers to things that do not exist.", violations));
    }

    /** 422 with one fault, for rules that only a look at the stored state can check. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(ProblemType.INVALID_INPUT, new Violation(pointer, detail)));
    }

    /** 409: the state of the resource does not allow it; the detail says which state and what would be allowed. */
    public static ProblemException conflict(String detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    /** 409. */
    public static ProblemException duplicateId(String what, String id) {
        return new ProblemException(Problem.of(
                ProblemType.DUPLICATE_ID, new Violation("/id", "there is already a " + what + " '" + id + "'")));
    }

    /** 412. */
    public static ProblemException preconditionFailed(String detail) {
        return of(ProblemType.PRECONDITION_FAILED, detail);
    }

    /** 503 with {@code Retry-After}. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(
                Problem.of(ProblemType.UNAVAILABLE, detail),
                Map.of("Retry-After", Long.toString(RETRY_AFTER.toSeconds())));
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
