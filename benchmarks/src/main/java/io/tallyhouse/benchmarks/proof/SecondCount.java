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
    private static final long DAY_SECONDS = 86_400;
    private static final Comparator<Happening> BY_TIME =
            Comparator.comparingLong(Happening::second).thenComparing(Happening::id);
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
        BigDecimal cost = cost(events);
        values.put("cost", plain(cost));
        if (!events.isEmpty()) {
            values.put(
                    "least",
                    Integer.toString(
                            events.stream().mapToInt(Happening::tokens).min().orElseThrow()));
            values.put(
                    "greatest",
                    Integer.toString(
                            events.stream().mapToInt(Happening::tokens).max().orElseThrow()));
            values.put("average-cost", plain(cost.divide(BigDecimal.valueOf(events.size()), DIGITS_34)));
            values.put(
                    "greatest-cost",
                    plain(events.stream()
                            .map(event -> new BigDecimal(event.cost()))
                            .max(Comparator.naturalOrder())
                            .orElseThrow()));
            values.put("average", plain(BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(events.size()), DIGITS_34)));
            values.put(
                    "latest",
                    Integer.toString(events.stream().max(BY_TIME).orElseThrow().tokens()));
        }
        return values;
    }

    /** What the same events come to in a period that begins with the second day: levels come from the first. */
    static Map<String, String> carriedOver(List<Happening> events) {
        Map<String, String> values = new LinkedHashMap<>();
        long before = events.stream()
                .filter(event -> event.second() < DAY_SECONDS)
                .mapToLong(Happening::change)
                .sum();
        long after = events.stream().mapToLong(Happening::change).sum();
        values.put("balance", Long.toString(after));
        values.put("balance's opening", Long.toString(before));
        if (!events.isEmpty()) {
            values.put("level", plain(averageLevel(events)));
            values.put(
                    "seats",
                    Integer.toString(events.stream().max(BY_TIME).orElseThrow().seats()));
        }
        return values;
    }

    /** From one change to the next: the level times the seconds that it stood, over the seconds of the last two days. */
    private static BigDecimal averageLevel(List<Happening> events) {
        long level = 0;
        long since = DAY_SECONDS;
        BigInteger area = BigInteger.ZERO;
        for (Happening event : events.stream().sorted(BY_TIME).toList()) {
            if (event.second() > since) {
                area = area.add(BigInteger.valueOf(level).multiply(BigInteger.valueOf(event.second() - since)));
                since = event.second();
            }
            level += event.change();
        }
        long end = Happening.DAYS * DAY_SECONDS;
        area = area.add(BigInteger.valueOf(level).multiply(BigInteger.valueOf(end - since)));
        return new BigDecimal(area).divide(BigDecimal.valueOf(end - DAY_SECONDS), DIGITS_34);
    }

    /** Of a type with a metric of its own: how many, or, of each third type, what they cost together. */
    static String ofType(int type, List<Happening> events) {
        return type % 3 == 0 ? plain(cost(events)) : Integer.toString(events.size());
    }

    private static BigDecimal cost(List<Happening> events) {
        return events.stream().map(event -> new BigDecimal(event.cost())).reduce(BigDecimal.ZERO, BigDecimal::add);
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
                    event.typeName(),
                    event.time(),
                    "change",
                    "n",
                    Integer.toString(event.change()),
                    "cost",
                    "n",
                    event.cost(),
                    "model",
                    "s",
                    "m" + event.model(),
                    "seats",
                    "n",
                    Integer.toString(event.seats()),
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
