package io.tallyhouse.metrics.usage;

import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** How finely usage is shown. Days and hours are those of a time zone; the first and last may be cut by the period. */
public enum Granularity {
    TOTAL {
        @Override
        Instant nextEdge(Instant instant, ServicePeriod period, ZoneId zone) {
            return period.to();
        }
    },
    DAY {
        @Override
        Instant nextEdge(Instant instant, ServicePeriod period, ZoneId zone) {
            return instant.atZone(zone)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }
    },
    HOUR {
        @Override
        Instant nextEdge(Instant instant, ServicePeriod period, ZoneId zone) {
            ZonedDateTime edge =
                    instant.atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1);
            // where clocks go back by half an hour, the hour began more than an hour ago
            return edge.toInstant().isAfter(instant)
                    ? edge.toInstant()
                    : edge.plusHours(1).toInstant();
        }
    };

    /** The first edge after the instant. */
    abstract Instant nextEdge(Instant instant, ServicePeriod period, ZoneId zone);
}
