package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The bytes of {@link CanonicalForm} in a buffer that is used again for the next event. The first of them are those of
 * the identity alone. Not thread-safe.
 */
public final class CanonicalBytes {
    private final MessageDigest sha256 = CanonicalForm.sha256();
    private final byte[] digest = new byte[32];
    private byte[] buffer = new byte[512];
    private int length;
    private int identityLength;

    /** Takes the place of what was in the buffer. */
    public CanonicalBytes of(UsageEvent event, String timeText) {
        of(event.identity());
        field(event.type());
        field(timeText);
        event.data().forEach((key, value) -> {
            field(key);
            field(value.typeTag());
            field(value.text());
        });
        return this;
    }

    /** Of the identity only. */
    public CanonicalBytes of(EventIdentity identity) {
        clear();
        field(identity.tenant().value());
        field(identity.subject());
        field(identity.source());
        field(identity.id());
        endIdentity();
        return this;
    }

    void clear() {
        length = 0;
        identityLength = 0;
    }

    void endIdentity() {
        identityLength = length;
    }

    private void field(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        field(utf8, 0, utf8.length);
    }

    /** What stands between the two in {@code utf8}. */
    void field(byte[] utf8, int from, int to) {
        int size = to - from;
        if (buffer.length - length < size + Integer.BYTES) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + size + Integer.BYTES));
        }
        buffer[length++] = (byte) (size >>> 24);
        buffer[length++] = (byte) (size >>> 16);
        buffer[length++] = (byte) (size >>> 8);
        buffer[length++] = (byte) size;
        System.arraycopy(utf8, from, buffer, length, size);
        length += size;
    }

    /** Lent: its first {@link #identityLength} bytes are tenant, subject, source and id. */
    public byte[] buffer() {
        return buffer;
    }

    public int identityLength() {
        return identityLength;
    }

    /** The first 16 bytes of SHA-256 over all. */
    public Fingerprint digest() {
        try {
            sha256.update(buffer, 0, length);
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        return Fingerprint.ofDigest(digest);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }
}
