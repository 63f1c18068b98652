package io.tallyhouse.contracts.problem;

import java.util.Locale;

/** Every kind of problem the API can answer, with its HTTP status and whose turn it is to act. */
public enum ProblemType {
    MALFORMED_REQUEST("The request could not be parsed", 400, Blame.CALLER),
    UNAUTHENTICATED("A valid access key is needed", 401, Blame.CALLER),
    FORBIDDEN("The access key does not allow this", 403, Blame.CALLER),
    NOT_FOUND("There is no such thing", 404, Blame.CALLER),
    METHOD_NOT_ALLOWED("The method is not allowed here", 405, Blame.CALLER),
    NOT_ACCEPTABLE("None of the accepted media types is available", 406, Blame.CALLER),
    DUPLICATE_ID("The id is already in use", 409, Blame.CALLER),
    CONFLICT("The state of the resource does not allow this", 409, Blame.CALLER),
    IDEMPOTENCY_KEY_REUSED("The idempotency key was used with another body", 409, Blame.CALLER),
    REQUEST_IN_PROGRESS("A request with this idempotency key is still running", 409, Blame.CALLER),
    PRECONDITION_FAILED("The resource has changed since it was read", 412, Blame.CALLER),
    BODY_TOO_LARGE("The body is too large", 413, Blame.CALLER),
    UNSUPPORTED_MEDIA_TYPE("The media type is not supported", 415, Blame.CALLER),
    INVALID_INPUT("The request has faults", 422, Blame.CALLER),
    UNKNOWN_REFERENCE("The request refers to something that does not exist", 422, Blame.CALLER),
    TOO_MANY_REQUESTS("Too many requests", 429, Blame.CAPACITY),
    INTERNAL_ERROR("Something went wrong on our side", 500, Blame.US),
    UNAVAILABLE("The service cannot answer at the moment", 503, Blame.CAPACITY);

    /** Whose turn it is: the caller mends the request, we mend the service, or the caller waits and tries again. */
    public enum Blame {
        CALLER,
        US,
        CAPACITY
    }

    private final String title;
    private final int status;
    private final Blame blame;

    ProblemType(String title, int status, Blame blame) {
        this.title = title;
        this.status = status;
        this.blame = blame;
    }

    /** The stable identifier that clients match on, as {@code /problems/invalid-input}. */
    public String slug() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    public int status() {
        return status;
    }

    public Blame blame() {
        return blame;
    }
}
