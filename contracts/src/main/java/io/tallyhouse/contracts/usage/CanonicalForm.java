package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    private static final MessageDigest SHA_256 = sha256();

    private CanonicalForm() {}

    public static byte[] bytes(UsageEvent event) {
        return bytes(event, event.timeText());
    }

    /** With another time text: for an event sent without time whose identity already has one. */
    public static byte[] bytes(UsageEvent event, String timeText) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        EventIdentity identity = event.identity();
        field(out, identity.tenant().value());
        field(out, identity.subject());
        field(out, identity.source());
        field(out, identity.id());
        field(out, event.type());
        field(out, timeText);
        event.data().forEach((key, value) -> {
            field(out, key);
            field(out, value.typeTag());
            field(out, value.text());
        });
        return out.toByteArray();
    }

    /** The first 16 bytes of SHA-256 over the canonical form. */
    public static Fingerprint digest(UsageEvent event) {
        return digest(bytes(event));
    }

    public static Fingerprint digest(UsageEvent event, String timeText) {
        return digest(bytes(event, timeText));
    }

    private static Fingerprint digest(byte[] canonical) {
        try {
            return Fingerprint.ofDigest(((MessageDigest) SHA_256.clone()).digest(canonical));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void field(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }
}
