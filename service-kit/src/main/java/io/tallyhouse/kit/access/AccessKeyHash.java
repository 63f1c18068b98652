package io.tallyhouse.kit.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How access keys are stored and looked up. They are random, so a plain hash tells nothing about them. */
public final class AccessKeyHash {
    private AccessKeyHash() {}

    /** SHA-256 of the whole key, 64 lower-case hex digits. */
    public static String of(String accessKey) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(accessKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
