package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.usage.EventIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hash {@value #NAME}: the first 16 bytes of HMAC-SHA-256 over the name of this hash, tenant, subject, source
 * and id, each as its length in four bytes and its UTF-8 bytes. It is keyed because senders choose ids: whoever could
 * compute it could look for two ids that collide and so make a billable event vanish. The secret must stay the same as
 * long as the meter's stores live. Not thread-safe.
 */
public final class IdentityHash {
    /** Changes whenever the same identity would get another hash. */
    public static final String NAME = "tallyhouse-identity-1";

    private static final int SECRET_BYTES_MIN = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private final Mac mac;

    /** @param secret of this deployment, at least 16 bytes */
    public IdentityHash(byte[] secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(checkedSecret(secret), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** @throws IllegalArgumentException if it is shorter than 16 bytes */
    public static byte[] checkedSecret(byte[] secret) {
        if (secret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "the identity secret has " + secret.length + " bytes; it must have at least " + SECRET_BYTES_MIN);
        }
        return secret;
    }

    public IdentityKey of(EventIdentity identity) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        field(out, NAME);
        field(out, identity.tenant().value());
        field(out, identity.subject());
        field(out, identity.source());
        field(out, identity.id());
        return IdentityKey.of(mac.doFinal(out.toByteArray()));
    }

    private static void field(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }
}
