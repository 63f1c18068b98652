package io.tallyhouse.kernel.aggregation;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One event as it was sent.
 *
 * @param number what the metric reads of it
 * @param member what UNIQUE counts
 * @param joins the operation: true for add, false for remove
 * @param digest of its content
 */
record RawEvent(
        Sender sender, BigDecimal number, String member, boolean joins, Instant time, String id, Fingerprint digest) {
    /** Who sent it, and the group that its data names. */
    record Sender(String subject, String group) {}
}
