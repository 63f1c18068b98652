package io.tallyhouse.kit.rest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts stored answers (AES-GCM): the answer that makes an access key contains it, and the database must not. The key
 * follows from the services' secret, tenant and idempotency key.
 */
final class AnswerSeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String secret;
    private final SecureRandom random = new SecureRandom();

    AnswerSeal(String secret) {
        this.secret = secret;
    }

    byte[] seal(IdempotencyClaim claim, byte[] body) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, claim, nonce, body);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException if the services' secret is another one now */
    byte[] open(IdempotencyClaim claim, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, claim, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private byte[] run(int mode, IdempotencyClaim claim, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, keyOf(claim), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored answer cannot be read or written", e);
        }
    }

    private SecretKeySpec keyOf(IdempotencyClaim claim) {
        String seed = String.join(
                "\u0000", "idempotent answer", secret, claim.tenant().value(), claim.key());
        return new SecretKeySpec(Sha256.of(seed.getBytes(StandardCharsets.UTF_8)), "AES");
    }
}
