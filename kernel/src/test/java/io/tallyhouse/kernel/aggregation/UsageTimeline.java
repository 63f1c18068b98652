package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.RawEvent.Sender;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random story about a period near some turn of a zone's clocks: few subjects, groups, members and ids, and many
 * moments at or beside the edges of slots, days and periods, so that all rules meet often.
 *
 * @param passing sent as well, and taken back
 */
record UsageTimeline(ZoneId zone, ServicePeriod period, List<RawEvent> events, List<RawEvent> passing) {
    private static final int EVENTS_MAX = 24;

    /** A zone and a day on which, or near which, its clocks turn; some never do. */
    private record Turn(ZoneId zone, LocalDate day) {
        static Turn of(String zone, String day) {
            return new Turn(ZoneId.of(zone), LocalDate.parse(day));
        }
    }

    private static final List<Turn> TURNS = List.of(
            Turn.of("UTC", "2026-10-05"),
            Turn.of("Europe/Berlin", "2026-10-25"), // 25 hours
            Turn.of("Europe/Berlin", "2026-03-29"), // 23 hours
            Turn.of("America/New_York", "2026-11-01"),
            Turn.of("Asia/Kolkata", "2026-01-01"), // +05:30
            Turn.of("Asia/Kathmandu", "2026-12-31"), // +05:45
            Turn.of("Australia/Lord_Howe", "2026-04-05"), // half an hour back
            Turn.of("Australia/Lord_Howe", "2026-10-04"), // half an hour on
            Turn.of("America/Sao_Paulo", "2018-11-04"), // has no midnight
            Turn.of("America/Sao_Paulo", "2018-02-18"), // the hour before midnight comes twice
            Turn.of("America/Havana", "2026-11-01"), // the hour after midnight comes twice
            Turn.of("Africa/Cairo", "2026-04-24"), // has no midnight
            Turn.of("Pacific/Chatham", "2026-04-05"), // +13:45 to +12:45
            Turn.of("Pacific/Apia", "2011-12-31")); // the day before never was

    private static final List<BigDecimal> NUMBERS = List.of(
            BigDecimal.ZERO,
            new BigDecimal("0.1"),
            new BigDecimal("-1.50"),
            new BigDecimal("7.000"),
            new BigDecimal("-3"),
            new BigDecimal("1E+3"),
            new BigDecimal("0.0000000000000000000001"),
            new BigDecimal("1234567890123456789012345678901234"));

    static UsageTimeline random(Random random, Duration slotLength) {
        Turn turn = TURNS.get(random.nextInt(TURNS.size()));
        ServicePeriod period = random.nextBoolean() ? days(random, turn) : slots(random, turn, slotLength);
        Moments moments = new Moments(random, period, slotLength);
        return new UsageTimeline(turn.zone(), period, moments.events(), moments.events());
    }

    private static ServicePeriod days(Random random, Turn turn) {
        LocalDate last = turn.day().plusDays(random.nextInt(3));
        return new DateRange(turn.day().minusDays(random.nextInt(3)), last).in(turn.zone());
    }

    private static ServicePeriod slots(Random random, Turn turn, Duration slotLength) {
        Instant noon = turn.day().atTime(12, 0).atZone(turn.zone()).toInstant();
        Instant from = noon.minus(slotLength.multipliedBy(random.nextInt(120)));
        return new ServicePeriod(from, from.plus(slotLength.multipliedBy(1L + random.nextInt(120))));
    }

    private record Moments(Random random, ServicePeriod period, Duration slotLength) {
        List<RawEvent> events() {
            List<RawEvent> events = new ArrayList<>();
            for (int count = random.nextInt(EVENTS_MAX); count > 0; count--) {
                events.add(event());
            }
            return events;
        }

        private RawEvent event() {
            return new RawEvent(
                    new Sender("s" + random.nextInt(3), "g" + random.nextInt(2)),
                    random.nextBoolean()
                            ? NUMBERS.get(random.nextInt(NUMBERS.size()))
                            : BigDecimal.valueOf(random.nextInt(12) - 4),
                    "m" + random.nextInt(3),
                    random.nextInt(3) > 0,
                    time(),
                    "e" + random.nextInt(4),
                    new Fingerprint(random.nextLong(), random.nextLong()));
        }

        private Instant time() {
            long length = Duration.between(period.from(), period.to()).toSeconds();
            Instant near = switch (random.nextInt(6)) {
                case 0 -> period.from();
                case 1 -> period.to();
                case 2 -> period.from().minusSeconds(random.nextInt(200_000));
                case 3 -> period.from().plus(slotLength.multipliedBy(random.nextInt(5)));
                default -> period.from().plusSeconds(random.nextInt((int) length));
            };
            return switch (random.nextInt(5)) {
                case 0 -> near;
                case 1 -> near.minusNanos(1);
                case 2 -> near.plusNanos(random.nextInt(1_000_000_000));
                default -> near.plusSeconds(random.nextInt(40));
            };
        }
    }
}
