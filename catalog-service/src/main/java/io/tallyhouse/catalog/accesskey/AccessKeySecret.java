package io.tallyhouse.catalog.accesskey;

import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import java.util.random.RandomGenerator;

/**
 * A whole access key, as its owner keeps it: {@code th_live_} or, for a sandbox, {@code th_test_}, and 43 letters and
 * digits, which are 256 random bits.
 */
public record AccessKeySecret(String text) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 43;

    /** @param random unpredictable, as {@link java.security.SecureRandom} is */
    public static AccessKeySecret generate(Mode mode, RandomGenerator random) {
        StringBuilder text = new StringBuilder(prefix(mode));
        for (int index = 0; index < LENGTH; index++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new AccessKeySecret(text.toString());
    }

    private static String prefix(Mode mode) {
        return switch (mode) {
            case LIVE -> "th_live_";
            case SANDBOX -> "th_test_";
        };
    }

    /** Never the secret, which would find its way into logs. */
    @Override
    public String toString() {
        return "AccessKeySecret[...]";
    }
}
