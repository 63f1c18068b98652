package io.tallyhouse.stack.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the sample's events; the same customer and day always give the same ones. */
final class DemoUsage {
    private static final long SEED = 20_261_120L;
    private static final List<String> MODELS = List.of("m1-small", "m1-large", "m2-code");
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private DemoUsage() {}

    /** Events of the UTC days from {@code first} on, up to but not including {@code until}. */
    static List<DemoEvent> events(DemoCustomer customer, String subject, LocalDate first, Instant until) {
        List<DemoEvent> events = new ArrayList<>();
        LocalDate day = first;
        while (day.atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(until)) {
            SplittableRandom random =
                    new SplittableRandom(SEED + 31L * customer.name().hashCode() + day.toEpochDay() * 1_000_003L);
            int count = customer.requestsPerDay() / 2 + random.nextInt(customer.requestsPerDay() + 1);
            for (int index = 0; index < count; index++) {
                Instant time = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(random.nextLong(MILLIS_PER_DAY));
                String model = MODELS.get(random.nextInt(MODELS.size()));
                long context = 20 + (long) random.nextInt(100) * random.nextInt(100);
                long generated = 5 + random.nextInt(60);
                if (time.isBefore(until)) {
                    events.add(new DemoEvent(
                            "%s-%s-%04d".formatted(customer.name(), day, index),
                            subject,
                            time,
                            model,
                            context,
                            generated));
                }
            }
            day = day.plusDays(1);
        }
        return events;
    }
}
