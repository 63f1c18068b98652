package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bytes that stand for an event's content, and their digest. Fields in order: tenant, subject, source, id, type,
 * time (as sent, or acceptance in RFC 3339 UTC), then for each data property, by key in code-point order: key, type
 * tag ({@code n} number, {@code s} string, {@code b} boolean, {@code z} null) and text as sent. Each field is its
 * length in four bytes, most significant first, and its UTF-8 bytes. Test vectors stand in this module's golden files.
 */
public final class CanonicalForm {
    /** Never fed itself; a clone costs less than the search for a provider. */
    private static final MessageDigest SHA_256 = provided();

    private CanonicalForm() {}

    public static byte[] bytes(UsageEvent event) {
        return bytes(event, event.timeText());
    }

    /** With another time text: for an event sent without time whose identity already has one. */
    public static byte[] bytes(UsageEvent event, String timeText) {
        return new CanonicalBytes().of(event, timeText).toByteArray();
    }

    /** The first 16 bytes of SHA-256 over the canonical form. */
    public static Fingerprint digest(UsageEvent event) {
        return digest(event, event.timeText());
    }

    public static Fingerprint digest(UsageEvent event, String timeText) {
        return new CanonicalBytes().of(event, timeText).digest();
    }

    static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest provided() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
