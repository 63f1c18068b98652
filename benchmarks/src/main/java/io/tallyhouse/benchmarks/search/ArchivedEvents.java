package io.tallyhouse.benchmarks.search;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The events of an archive: of a month, in the order of their times but for one in a hundred that came late, of subjects
 * and types some of which are frequent and some rare. One in a hundred was sent again with other content, one in five
 * hundred was voided. A number always gives the same records.
 *
 * @param count of events
 * @param end of the month
 */
record ArchivedEvents(TenantId tenant, int count, Instant end) {
    static final int CUSTOMERS = 2_000;
    static final int TYPES = 40;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration LATE_MAX = Duration.ofDays(3);
    private static final long SEED = 20_261_121L;
    private static final List<String> MODELS = List.of("m1-small", "m1-large", "m2-code", "m3-reasoning");
    private static final List<String> REGIONS = List.of("eu-central", "us-east", "ap-south");

    /** The record that a number is, and those that follow from it. */
    List<UsageRecord> records(int number) {
        UsageEvent event = event(number, 0);
        SplittableRandom random = random(number, 1);
        if (random.nextInt(100) == 0) {
            return List.of(event, event(number, 1));
        }
        return random.nextInt(500) == 0
                ? List.of(event, new EventVoid(event.identity(), event.acceptedAt()))
                : List.of(event);
    }

    UsageEvent event(int number, int version) {
        SplittableRandom random = random(number, 0);
        Instant sent = sentAt(number);
        Instant time = random.nextInt(100) == 0 ? sent.minusMillis(random.nextLong(LATE_MAX.toMillis())) : sent;
        String id = Long.toHexString(random.nextLong()) + "-" + number;
        TreeMap<String, DataValue> data = new TreeMap<>(Map.of(
                "model", new TextValue(MODELS.get(random.nextInt(MODELS.size()))),
                "region", new TextValue(REGIONS.get(random.nextInt(REGIONS.size()))),
                "context_tokens", new NumberValue(Integer.toString(20 + random.nextInt(8_000))),
                "generated_tokens", new NumberValue(Integer.toString(5 + random.nextInt(1_000) + version)),
                "trace", new TextValue(trace(number))));
        EventIdentity identity = new EventIdentity(tenant, subject(random), "inference-gateway", id);
        return new UsageEvent(
                identity, type(random), Optional.of(time.toString()), sent, data, Optional.empty(), Optional.empty());
    }

    /** When the record came into the log. */
    Instant sentAt(int number) {
        return end.minus(MONTH).plusMillis(MONTH.toMillis() * number / count);
    }

    static String trace(int number) {
        return Integer.toHexString(number * 0x9E3779B9) + "-trace";
    }

    /** Half of all events are of a twentieth of the customers; each sends under three names. */
    private static String subject(SplittableRandom random) {
        int customer = random.nextBoolean() ? random.nextInt(CUSTOMERS / 20) : random.nextInt(CUSTOMERS);
        return subject(customer, random.nextInt(3));
    }

    static String subject(int customer, int name) {
        return name == 0 ? "customer-" + customer : "alias-" + customer + "-" + name;
    }

    /** Each type is half as frequent as the one before it, down to those of a few events. */
    private static String type(SplittableRandom random) {
        return type(Math.min(TYPES - 1, Long.numberOfTrailingZeros(random.nextLong() | 1L << (TYPES - 1))));
    }

    static String type(int rank) {
        return "type-" + rank;
    }

    private static SplittableRandom random(int number, int purpose) {
        return new SplittableRandom(SEED + 2L * number + purpose);
    }
}
