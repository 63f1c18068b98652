package io.tallyhouse.metrics.usage;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How finely usage is shown, in a time zone. The first and the last interval may be cut by the period. */
public enum Granularity {
    /** The metric's slots. */
    SLOT {
        @Override
        Instant nextEdge(Instant instant, ZoneId zone, Duration slot) {
            long seconds = slot.toSeconds();
            return Instant.ofEpochSecond((Math.floorDiv(instant.getEpochSecond(), seconds) + 1) * seconds);
        }
    },
    HOUR {
        @Override
        Instant nextEdge(Instant instant, ZoneId zone, Duration slot) {
            ZonedDateTime edge =
                    instant.atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1);
            // where clocks go back by half an hour, the hour began more than an hour ago
            return edge.toInstant().isAfter(instant)
                    ? edge.toInstant()
                    : edge.plusHours(1).toInstant();
        }
    },
    DAY {
        @Override
        Instant nextEdge(Instant instant, ZoneId zone, Duration slot) {
            return midnight(day(instant, zone).plusDays(1), zone);
        }
    },
    /** From Monday. */
    WEEK {
        @Override
        Instant nextEdge(Instant instant, ZoneId zone, Duration slot) {
            return midnight(day(instant, zone).with(TemporalAdjusters.next(DayOfWeek.MONDAY)), zone);
        }
    },
    MONTH {
        @Override
        Instant nextEdge(Instant instant, ZoneId zone, Duration slot) {
            return midnight(day(instant, zone).with(TemporalAdjusters.firstDayOfNextMonth()), zone);
        }
    },
    /** One interval, which is the period. */
    TOTAL {
        @Override
        Instant nextEdge(Instant instant, ZoneId zone, Duration slot) {
            return Instant.MAX;
        }
    };

    /** The first edge after the instant. */
    abstract Instant nextEdge(Instant instant, ZoneId zone, Duration slot);

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
