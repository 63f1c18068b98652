package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kit.rest.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes {@code Content-Encoding}: gzip, or none. A body that inflates without end is given up at the limit. */
final class BodyEncoding {
    private static final int BUFFER_BYTES = 8 * 1024;

    private BodyEncoding() {}

    /**
     * @param encoding value of the header, null if there is none
     * @param sizeMax bytes after inflating
     * @throws ProblemException 415 for other encodings, 413 beyond the limit
     * @throws MalformedJson if it is not what the header says
     */
    static byte[] decode(@Nullable String encoding, byte[] body, long sizeMax) {
        String name = encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> inflate(body, sizeMax);
            default ->
                throw ProblemException.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Send the body with Content-Encoding: gzip, or without one.");
        };
    }

    private static byte[] inflate(byte[] body, long sizeMax) {
        try (GZIPInputStream inflating = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER_BYTES)) {
            byte[] inflated = inflating.readNBytes(Math.toIntExact(sizeMax + 1));
            if (inflated.length > sizeMax) {
                String detail =
                        "The body has more than " + sizeMax + " bytes when it is inflated. Nothing was accepted.";
                throw new ProblemException(Problem.of(ProblemType.BODY_TOO_LARGE, new Violation("", detail)));
            }
            return inflated;
        } catch (IOException e) {
            throw new MalformedJson("the body is not valid gzip. Nothing was accepted");
        }
    }
}
