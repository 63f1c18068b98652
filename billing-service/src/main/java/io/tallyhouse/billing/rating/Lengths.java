package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.billing.ScheduleOptions.Proration;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How long days are where a part of a period has its part of a price.
 *
 * @param zone whose days they are; it matters for seconds only
 */
public record Lengths(Proration proration, ZoneId zone) {
    public static final Lengths IN_DAYS = new Lengths(Proration.DAYS, ZoneOffset.UTC);

    public Lengths {
        requireNonNull(proration, "proration is null");
        requireNonNull(zone, "zone is null");
    }

    /** In the unit that {@link #unit} names. */
    long of(DateRange days) {
        if (proration != Proration.SECONDS) {
            return days.days();
        }
        ServicePeriod period = days.in(zone);
        return Duration.between(period.from(), period.to()).toSeconds();
    }

    String unit() {
        return proration == Proration.SECONDS ? "seconds" : "days";
    }

    /** Whether a part costs less than the whole. */
    boolean divides(DateRange part, DateRange whole) {
        return proration != Proration.NONE && !part.equals(whole);
    }

    Amount part(Amount whole, DateRange part, DateRange of) {
        return divides(part, of) ? whole.prorated(of(part), of(of)) : whole;
    }
}
