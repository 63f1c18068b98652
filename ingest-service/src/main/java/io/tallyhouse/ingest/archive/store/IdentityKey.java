package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.contracts.usage.CanonicalBytes;
import io.tallyhouse.contracts.usage.EventIdentity;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number that the archive finds an identity by: the first eight bytes of SHA-256 over the identity's canonical form.
 * Nobody can choose identities that share one, but for a few at great cost; so it is looked at and not relied upon. Not
 * thread-safe.
 */
final class IdentityKey {
    private final CanonicalBytes bytes = new CanonicalBytes();
    private final MessageDigest sha256;

    IdentityKey() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    long of(EventIdentity identity) {
        CanonicalBytes canonical = bytes.of(identity);
        sha256.update(canonical.buffer(), 0, canonical.identityLength());
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }
}
