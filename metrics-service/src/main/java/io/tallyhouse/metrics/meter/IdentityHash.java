package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.usage.CanonicalBytes;
import io.tallyhouse.contracts.usage.EventIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hash {@value #NAME}: SipHash-2-4 with 128 bits over tenant, subject, source and id, each as its length in
 * four bytes and its UTF-8 bytes. Its key is the first 16 bytes of HMAC-SHA256 under the secret over the name of this
 * hash. It is keyed because senders choose ids: whoever could compute it could look for two ids that collide and so make
 * a billable event vanish. The secret must stay the same as long as the meter's stores live.
 */
public final class IdentityHash {
    /** Changes whenever the same identity would get another hash. */
    public static final String NAME = "tallyhouse-identity-2";

    private static final int SECRET_BYTES_MIN = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private final SipHash128 hash;

    /** @param secret of this deployment, at least 16 bytes */
    public IdentityHash(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(checkedSecret(secret), ALGORITHM));
            ByteBuffer key = ByteBuffer.wrap(mac.doFinal(NAME.getBytes(StandardCharsets.UTF_8)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            hash = new SipHash128(key.getLong(), key.getLong());
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
        return of(new CanonicalBytes().of(identity));
    }

    /** Of the identity that they begin with. */
    public IdentityKey of(CanonicalBytes content) {
        return hash.of(content.buffer(), content.identityLength());
    }
}
