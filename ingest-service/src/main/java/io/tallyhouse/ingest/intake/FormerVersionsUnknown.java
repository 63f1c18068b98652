package io.tallyhouse.ingest.intake;

/** Nobody could tell what was accepted before; nothing was appended. Asking again later is harmless. */
public final class FormerVersionsUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FormerVersionsUnknown(String reason) {
        super("what was accepted before is not known: " + reason);
    }

    public FormerVersionsUnknown(Throwable cause) {
        super("what was accepted before is not known: " + cause.getMessage(), cause);
    }
}
