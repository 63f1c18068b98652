package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;
import java.util.Optional;

/**
 * What the calendar must know of a price.
 *
 * @param interval how many of the frequency's unit are one period
 * @param bills what it bills
 * @param filling what its tiers are filled by
 */
public record PricePlan(
        PriceId id, BillingFrequency frequency, int interval, BillingTiming timing, Bills bills, Filling filling) {
    /** What a price bills. */
    public sealed interface Bills {
        /** The same for every period. */
        record Fixed() implements Bills {}

        /** Usage, which is known only afterwards: such a price is never in advance. */
        record Usage() implements Bills {}

        /** @param overage how often seats are billed that come after the advance bill; empty for as often as the price */
        record Seats(Optional<Cadence> overage) implements Bills {}
    }

    /** What fills tiers, packages and free units. */
    public sealed interface Filling {
        /** Each period's own usage. */
        record EachPeriod() implements Filling {}

        /** All usage since the phase began. */
        record SincePhase() implements Filling {}

        /** All usage since the phase, or the last of these periods, began. */
        record Every(Cadence cadence) implements Filling {}
    }

    /** One that bills a fixed amount, or the usage of each period. */
    public PricePlan(PriceId id, BillingFrequency frequency, int interval, BillingTiming timing, boolean usage) {
        this(id, frequency, interval, timing, usage ? new Bills.Usage() : new Bills.Fixed(), new Filling.EachPeriod());
    }

    /** With an interval of 1. */
    public PricePlan(PriceId id, BillingFrequency frequency, BillingTiming timing, boolean usage) {
        this(id, frequency, 1, timing, usage);
    }

    public PricePlan {
        requireNonNull(id, "id is null");
        requireNonNull(frequency, "frequency is null");
        requireNonNull(timing, "timing is null");
        requireNonNull(filling, "filling is null");
        if (bills instanceof Bills.Usage && timing == BillingTiming.IN_ADVANCE) {
            throw new IllegalArgumentException("price '" + id + "' bills usage and cannot be in advance");
        }
    }

    public boolean isRecurring() {
        return frequency != BillingFrequency.ONE_TIME;
    }

    /** Whether the meter must have counted before it can be billed. */
    public boolean isMetered() {
        return !(bills instanceof Bills.Fixed);
    }

    /** Whether days without usage make no line. */
    public boolean isOnDemand() {
        return frequency == BillingFrequency.ON_DEMAND;
    }

    /** Of a recurring price. */
    Cadence cadence() {
        return Cadence.of(frequency, interval);
    }

    /** How often seats are billed that come after the advance bill; empty where nothing is billed in advance. */
    Optional<Cadence> overageCadence() {
        return bills instanceof Bills.Seats seats && isRecurring() && timing == BillingTiming.IN_ADVANCE
                ? Optional.of(seats.overage().orElseGet(this::cadence))
                : Optional.empty();
    }
}
