package io.tallyhouse.ingest.intake;

/** The log did not confirm all records; some may have been appended. Appending all of them again is harmless. */
public final class UsageLogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageLogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
