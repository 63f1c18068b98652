package io.tallyhouse.contracts.json;

/** What a caller sent is not JSON as a whole. The REST layer answers 400. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedJson(String message) {
        super(message, null, false, false);
    }
}
