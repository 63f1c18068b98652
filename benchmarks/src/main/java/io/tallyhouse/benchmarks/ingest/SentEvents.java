package io.tallyhouse.benchmarks.ingest;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Events as a metering client sends them, about 280 bytes each and never two the same. A number always gives the same
 * event.
 */
final class SentEvents {
    private static final long SEED = 20_261_120L;
    private static final int CUSTOMERS = 1_000;
    private static final String[] MODELS = {"m1-small", "m1-large", "m2-code", "m3-reasoning"};
    private static final String[] REGIONS = {"eu-central", "us-east", "ap-south"};

    private SentEvents() {}

    /** The body of one request: an array, or one event if {@code count} is 1. */
    static byte[] body(long firstNumber, int count, String time) {
        StringBuilder body = new StringBuilder(300 * count);
        if (count > 1) {
            body.append('[');
        }
        for (int index = 0; index < count; index++) {
            if (index > 0) {
                body.append(',');
            }
            append(body, firstNumber + index, time);
        }
        if (count > 1) {
            body.append(']');
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder body, long number, String time) {
        SplittableRandom random = new SplittableRandom(SEED + number);
        body.append("{\"id\":\"")
                .append(Long.toHexString(random.nextLong()))
                .append('-')
                .append(number)
                .append("\",\"type\":\"llm.request\",\"subject\":\"customer-")
                .append(random.nextInt(CUSTOMERS))
                .append("\",\"source\":\"inference-gateway\",\"time\":\"")
                .append(time)
                .append("\",\"data\":{\"model\":\"")
                .append(MODELS[random.nextInt(MODELS.length)])
                .append("\",\"region\":\"")
                .append(REGIONS[random.nextInt(REGIONS.length)])
                .append("\",\"context_tokens\":")
                .append(20 + random.nextInt(8_000))
                .append(",\"generated_tokens\":")
                .append(5 + random.nextInt(1_000))
                .append(",\"latency_ms\":")
                .append(100 + random.nextInt(9_000))
                .append(",\"trace\":\"")
                .append(Long.toHexString(random.nextLong()))
                .append("\"}}");
    }
}
