package io.tallyhouse.billing.credit;

import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Ids that follow from what they name, so that whoever does something again does the same thing again. */
final class GrantIds {
    private static final int DIGEST_BYTES = 16;
    private static final int RADIX = 32;
    private static final int DIGITS = 26;

    private GrantIds() {}

    /** The id of a later one of a series. */
    static GrantId occurrence(TenantId tenant, GrantId first, int occurrence) {
        return new GrantId("grt_" + digest(tenant.value(), first.value(), Integer.toString(occurrence)));
    }

    /** What asks for the document of a grant's cost, in the place of a run. */
    static RunId costRun(TenantId tenant, GrantId grant) {
        return new RunId("run_" + digest("credit-grant", tenant.value(), grant.value()));
    }

    private static String digest(String... parts) {
        byte[] digest = Arrays.copyOf(sha256(String.join("\u0000", parts)), DIGEST_BYTES);
        String digits = new BigInteger(1, digest).toString(RADIX);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
