package io.tallyhouse.metrics.usage.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.metrics.usage.CountedUsage;
import io.tallyhouse.metrics.usage.UsageReport.Point;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a metric counted.
 *
 * @param value null where a period without events has no number
 * @param fingerprint of all events counted in the period
 * @param opening the level that the period began with; null where none is carried over
 * @param completeThrough null while nothing can be said
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record UsageResponse(
        @Nullable String value,
        long events,
        Fingerprint fingerprint,
        @Nullable String opening,
        List<UsagePoint> points,
        @Nullable Instant completeThrough) {
    /**
     * One group in one interval.
     *
     * @param end exclusive
     * @param overflow true for the group of all that came when the subject's day was full of groups
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record UsagePoint(
            Instant start,
            Instant end,
            Map<String, @Nullable String> group,
            boolean overflow,
            @Nullable String value,
            long events,
            Fingerprint fingerprint) {
        private static UsagePoint from(Point point, List<String> groupBy) {
            return new UsagePoint(
                    point.interval().from(),
                    point.interval().to(),
                    point.group().named(groupBy),
                    point.group().isOverflow(),
                    text(point.usage().value()),
                    point.usage().events(),
                    point.usage().fingerprint());
        }
    }

    static UsageResponse from(CountedUsage counted) {
        List<String> groupBy = counted.report().metric().groupBy();
        return new UsageResponse(
                text(counted.report().whole().value()),
                counted.report().whole().events(),
                counted.report().whole().fingerprint(),
                text(counted.report().whole().opening()),
                counted.report().points().stream()
                        .map(point -> UsagePoint.from(point, groupBy))
                        .toList(),
                counted.completeThrough().orElse(null));
    }

    private static @Nullable String text(Optional<BigDecimal> value) {
        return value.map(Decimals::text).orElse(null);
    }
}
