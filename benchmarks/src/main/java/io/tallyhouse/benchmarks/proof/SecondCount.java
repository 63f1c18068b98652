package io.tallyhouse.benchmarks.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A second way to count, slow and obvious: each number is reckoned from a plain list of events. It uses nothing of the
 * product.
 *
 * @param tenant part of the events' canonical form
 */
record SecondCount(String tenant) {
    private static final int SLOT_SECONDS = 15 * 60;
    private static final int PERCENT = 95;
    private static final MathContext DIGITS_34 = new MathContext(34, RoundingMode.HALF_EVEN);

    /** Metric, or metric and model, to its value as the API writes it. */
    Map<String, String> of(List<Happening> events) {
        Map<String, String> values = new LinkedHashMap<>();
        long sum = events.stream().mapToLong(Happening::tokens).sum();
        values.put("requests", Long.toString(events.size()));
        values.put("tokens", Long.toString(sum));
        for (int model = 0; model < Happening.MODELS; model++) {
            int wanted = model;
            long ofModel = events.stream()
                    .filter(event -> event.model() == wanted)
                    .mapToLong(Happening::tokens)
                    .sum();
            values.put("tokens-by-model m" + model, Long.toString(ofModel));
        }
        values.put(
                "users",
                Long.toString(events.stream().map(Happening::user).distinct().count()));
        values.put("p95", percentile(events));
        if (!events.isEmpty()) {
            values.put(
                    "least",
                    Integer.toString(
                            events.stream().mapToInt(Happening::tokens).min().orElseThrow()));
            values.put(
                    "greatest",
                    Integer.toString(
                            events.stream().mapToInt(Happening::tokens).max().orElseThrow()));
            values.put("average", plain(BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(events.size()), DIGITS_34)));
            values.put(
                    "latest",
                    Integer.toString(events.stream()
                            .max(Comparator.comparingLong(Happening::second).thenComparing(Happening::id))
                            .orElseThrow()
                            .tokens()));
        }
        return values;
    }

    /** Nearest rank over all slots of the days, empty ones as 0. */
    private static String percentile(List<Happening> events) {
        int slots = Happening.DAYS * 86_400 / SLOT_SECONDS;
        long[] sums = new long[slots];
        events.forEach(event -> sums[(int) (event.second() / SLOT_SECONDS)] += event.tokens());
        Arrays.sort(sums);
        int rank = (PERCENT * slots + 99) / 100;
        return Long.toString(sums[rank - 1]);
    }

    /** Tokens by day, from the first. */
    static Map<Long, Long> tokensByDay(List<Happening> events) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.second() / 86_400, TreeMap::new, Collectors.summingLong(Happening::tokens)));
    }

    /** As 32 hex digits: the sum of the first 16 bytes of SHA-256 over each event's canonical form. */
    String fingerprint(List<Happening> events) {
        BigInteger sum = BigInteger.ZERO;
        for (Happening event : events) {
            sum = sum.add(new BigInteger(1, Arrays.copyOf(digest(event), 16)));
        }
        return "%032x".formatted(sum.mod(BigInteger.ONE.shiftLeft(128)));
    }

    private byte[] digest(Happening event) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            List<String> fields = List.of(
                    tenant,
                    event.subject(),
                    "proof",
                    event.id(),
                    "llm.request",
                    event.time(),
                    "model",
                    "s",
                    "m" + event.model(),
                    "tokens",
                    "n",
                    Integer.toString(event.tokens()),
                    "user",
                    "s",
                    "u" + event.user());
            for (String field : fields) {
                byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
                sha.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
                sha.update(utf8);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
