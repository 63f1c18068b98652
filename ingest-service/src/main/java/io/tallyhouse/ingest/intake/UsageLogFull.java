package io.tallyhouse.ingest.intake;

/** More is under way to the log than it may hold; none of the records was appended. */
public final class UsageLogFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageLogFull(String message) {
        super(message, null, false, false);
    }
}
