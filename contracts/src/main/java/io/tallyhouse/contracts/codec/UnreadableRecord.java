package io.tallyhouse.contracts.codec;

/** A record's bytes are not what its topic promises. */
public final class UnreadableRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
