package io.tallyhouse.kit.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** How large a body may be: {@code quarkus.http.limits.max-body-size}. */
final class BodyLimit {
    static final String SETTING = "quarkus.http.limits.max-body-size";

    private BodyLimit() {}

    static long bytesMax() {
        return ConfigProvider.getConfig().getValue(SETTING, MemorySize.class).asLongValue();
    }

    /** @throws ProblemException 413; the connection ends with it, for the rest of the body is never read */
    static byte[] readAll(InputStream body) throws IOException {
        long max = bytesMax();
        byte[] bytes = body.readNBytes(Math.toIntExact(max + 1));
        if (bytes.length > max) {
            throw new ProblemException(
                    Problem.of(ProblemType.BODY_TOO_LARGE, refusal(max)), Map.of("Connection", "close"));
        }
        return bytes;
    }

    static String refusal(long bytesMax) {
        return "The body is larger than " + bytesMax + " bytes.";
    }
}
