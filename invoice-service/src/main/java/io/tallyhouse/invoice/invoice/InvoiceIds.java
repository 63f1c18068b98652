package io.tallyhouse.invoice.invoice;

import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A document's id follows from its run's, so a request read again meets the same document. */
final class InvoiceIds {
    private static final String PREFIX = "inv_";
    private static final String RUN_PREFIX = "run_";
    private static final int DIGEST_BYTES = 16;

    private InvoiceIds() {}

    /** {@code run_x} becomes {@code inv_x}; any other run id is hashed, so that two runs never meet in one id. */
    static InvoiceId of(RunId run) {
        if (run.value().startsWith(RUN_PREFIX)) {
            return new InvoiceId(PREFIX + run.value().substring(RUN_PREFIX.length()));
        }
        return new InvoiceId(PREFIX + HexFormat.of().formatHex(sha256(run.value()), 0, DIGEST_BYTES));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
