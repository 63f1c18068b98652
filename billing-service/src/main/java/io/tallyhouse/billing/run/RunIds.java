package io.tallyhouse.billing.run;

import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.kernel.id.RunId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A run's id follows from what it is, so that whoever opens it again opens the same one. */
final class RunIds {
    private static final int DIGEST_BYTES = 16;
    private static final int RADIX = 32;
    private static final int DIGITS = 26;

    private RunIds() {}

    static RunId of(Identity identity) {
        String text = String.join(
                "\u0000",
                identity.tenant().value(),
                identity.scheduleId().value(),
                identity.invoiceDate().toString(),
                Integer.toString(identity.generation()));
        byte[] digest = Arrays.copyOf(sha256(text), DIGEST_BYTES);
        String digits = new BigInteger(1, digest).toString(RADIX);
        return new RunId("run_" + "0".repeat(DIGITS - digits.length()) + digits);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
