package io.tallyhouse.kit.rest;

/** What becomes of a claim. */
sealed interface IdempotencyVerdict {
    /** Nobody has executed it, or whoever did has crashed. */
    record Execute(IdempotencyTicket ticket) implements IdempotencyVerdict {}

    record Replay(StoredAnswer answer) implements IdempotencyVerdict {}

    /** The key belongs to another request. */
    record Reused() implements IdempotencyVerdict {}

    record InProgress() implements IdempotencyVerdict {}
}
