package io.tallyhouse.backing;

/** Kafka or PostgreSQL could not be started, reached or prepared; the message says what to do about it. */
public final class BackingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what failed, with the port or folder it failed on */
    public BackingException(String message) {
        super(message);
    }

    /** @param message what failed, with the port or folder it failed on */
    public BackingException(String message, Throwable cause) {
        super(message, cause);
    }
}
