package io.tallyhouse.benchmarks.proof;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What one version of one event says. Both follow from the numbers alone, so that millions need not be kept.
 *
 * @param customer from 0
 * @param model from 0
 * @param user from 0; different customers share users' names
 */
record Happening(int identity, int variant, int customer, long second, int model, int tokens, int user) {
    static final Instant FIRST = Instant.parse("2027-03-01T00:00:00Z");
    static final int DAYS = 3;
    static final int MODELS = 4;
    private static final int SECONDS = DAYS * 86_400;
    private static final int USERS = 40;
    private static final int TOKENS_MAX = 5_000;

    /** @param variant 0 is the first version sent, 1 its correction: another number, and sometimes another hour */
    static Happening of(long seed, int identity, int variant, int customers) {
        SplittableRandom random = new SplittableRandom(seed * 31 + identity);
        // the square makes few customers much busier than the rest
        double place = random.nextDouble();
        int customer = (int) (place * place * customers);
        long second = random.nextInt(SECONDS);
        int model = random.nextInt(MODELS);
        int tokens = 1 + random.nextInt(TOKENS_MAX);
        int user = random.nextInt(USERS);
        if (variant == 1) {
            tokens += 1 + random.nextInt(TOKENS_MAX);
            second = Math.floorMod(second + (identity % 3 == 0 ? 3_600 : 0), (long) SECONDS);
        }
        return new Happening(identity, variant, customer, second, model, tokens, user);
    }

    String subject() {
        return "customer-" + customer;
    }

    String id() {
        return "e-" + identity;
    }

    String time() {
        return FIRST.plusSeconds(second).toString();
    }

    String json() {
        return "{\"id\":\"" + id() + "\",\"type\":\"llm.request\",\"subject\":\"" + subject()
                + "\",\"source\":\"proof\",\"time\":\""
                + time() + "\",\"data\":{\"model\":\"m" + model + "\",\"tokens\":" + tokens + ",\"user\":\"u" + user
                + "\"}}";
    }
}
