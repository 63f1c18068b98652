package io.tallyhouse.benchmarks.proof;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What one version of one event says. Both follow from the numbers alone, so that millions need not be kept.
 *
 * @param customer from 0
 * @param type 0 for half of all, which most metrics count; the others have a metric each
 * @param model from 0
 * @param user from 0; different customers share users' names
 * @param change of a level, up or down
 * @param seats a level that holds until the next
 * @param fraction of the cost, in 10^-18
 */
record Happening(
        int identity,
        int variant,
        int customer,
        int type,
        long second,
        int model,
        int tokens,
        int user,
        int change,
        int seats,
        long fraction) {
    static final Instant FIRST = Instant.parse("2027-03-01T00:00:00Z");
    static final int DAYS = 3;
    static final int MODELS = 4;
    static final int TYPES = 40;
    private static final int SECONDS = DAYS * 86_400;
    private static final int USERS = 40;
    private static final int TOKENS_MAX = 5_000;
    private static final int CHANGE_MAX = 20;
    private static final int SEATS_MAX = 500;
    private static final long FRACTIONS = 1_000_000_000_000_000_000L;
    /** Of the cost's whole part. */
    private static final int WHOLE_MAX = 1_000;

    /** @param variant 0 is the first version sent, 1 its correction: another number, sometimes another hour or type */
    static Happening of(long seed, int identity, int variant, int customers) {
        SplittableRandom random = new SplittableRandom(seed * 31 + identity);
        // the square makes few customers much busier than the rest
        double place = random.nextDouble();
        int customer = (int) (place * place * customers);
        long second = random.nextInt(SECONDS);
        int model = random.nextInt(MODELS);
        int tokens = 1 + random.nextInt(TOKENS_MAX);
        int user = random.nextInt(USERS);
        int type = random.nextBoolean() ? 0 : 1 + random.nextInt(TYPES - 1);
        int change = random.nextInt(2 * CHANGE_MAX + 1) - CHANGE_MAX;
        int seats = random.nextInt(SEATS_MAX);
        long fraction = random.nextLong(FRACTIONS);
        if (variant == 1) {
            tokens += 1 + random.nextInt(TOKENS_MAX);
            change = -change;
            second = Math.floorMod(second + (identity % 3 == 0 ? 3_600 : 0), (long) SECONDS);
            type = identity % 7 == 0 ? (type + 1) % TYPES : type;
        }
        return new Happening(identity, variant, customer, type, second, model, tokens, user, change, seats, fraction);
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

    String typeName() {
        return type == 0 ? "llm.request" : "other." + type;
    }

    /** A decimal of nineteen digits behind the point, the last of which is no zero. */
    String cost() {
        return tokens % WHOLE_MAX + "." + "%018d".formatted(fraction) + "7";
    }

    String json() {
        return "{\"id\":\"" + id() + "\",\"type\":\"" + typeName() + "\",\"subject\":\"" + subject()
                + "\",\"source\":\"proof\",\"time\":\"" + time() + "\",\"data\":{\"model\":\"m" + model
                + "\",\"tokens\":" + tokens + ",\"user\":\"u" + user + "\",\"change\":" + change + ",\"seats\":" + seats
                + ",\"cost\":" + cost() + "}}";
    }
}
