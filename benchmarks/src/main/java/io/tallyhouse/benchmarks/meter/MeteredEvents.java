package io.tallyhouse.benchmarks.meter;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The load as numbers: the same every time. 1 % of the events repeat an earlier one, 0.1 % take an earlier one's place,
 * with another model, other figures and mostly another time. Two days; customers by Zipf's law.
 */
final class MeteredEvents {
    static final List<String> MODELS = List.of("m1-small", "m1-large", "m2-code", "m3-reasoning");
    static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
    static final int DAYS = 2;

    private static final long SEED = 20_261_120L;
    private static final int OF = 10_000;
    private static final int REPEATED = 100;
    private static final int SUPERSEDED = 10;
    private static final int SECONDS = DAYS * 86_400;
    private static final long HEAVIEST = 1_000_000_000_000L;

    private final int count;
    private final int recent;
    private final long[] weights;

    MeteredEvents(int count, int customers) {
        this(count, customers, count);
    }

    /** @param recent only among so many events before it is one repeated or superseded */
    MeteredEvents(int count, int customers, int recent) {
        this.count = count;
        this.recent = recent;
        this.weights = new long[customers];
        long sum = 0;
        for (int customer = 0; customer < customers; customer++) {
            sum += HEAVIEST / (customer + 1);
            weights[customer] = sum;
        }
    }

    /** One version of an event. */
    record Version(int number, int customer, int second, int model, int contextTokens, int generatedTokens) {}

    /** Is told each event in the order of sending. */
    interface Receiver {
        void first(Version event);

        void repeated(Version event);

        void superseded(Version former, Version event);
    }

    void forEach(Receiver receiver) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Integer, Integer> revisions = new HashMap<>();
        int fresh = 0;
        for (int sent = 0; sent < count; sent++) {
            int kind = random.nextInt(OF);
            if (fresh == 0 || kind >= REPEATED + SUPERSEDED) {
                receiver.first(version(fresh, 0));
                fresh++;
                continue;
            }
            int earlier = fresh - 1 - random.nextInt(Math.min(fresh, recent));
            int revision = revisions.getOrDefault(earlier, 0);
            if (kind < REPEATED) {
                receiver.repeated(version(earlier, revision));
            } else {
                revisions.put(earlier, revision + 1);
                receiver.superseded(version(earlier, revision), version(earlier, revision + 1));
            }
        }
    }

    private Version version(int number, int revision) {
        SplittableRandom ofNumber = new SplittableRandom(SEED + 31L * number);
        int customer = customer(ofNumber.nextLong(weights[weights.length - 1]));
        SplittableRandom ofVersion = new SplittableRandom(SEED + 31L * number + 1_000_003L * (revision + 1));
        return new Version(
                number,
                customer,
                ofVersion.nextInt(SECONDS),
                ofVersion.nextInt(MODELS.size()),
                20 + ofVersion.nextInt(8_000),
                5 + ofVersion.nextInt(1_000));
    }

    private int customer(long ticket) {
        int found = Arrays.binarySearch(weights, ticket);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
