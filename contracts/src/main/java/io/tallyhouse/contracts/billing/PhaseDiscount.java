package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.id.PriceId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lowers the charges of a phase.
 *
 * @param value literal percent, an amount of the schedule's currency, or units
 * @param message shown on the document
 * @param priceIds which prices it lowers; empty for all of the phase
 * @param separateLine whether it stands on a line of its own, or within those of the charges
 * @param seats which seats of SEAT prices it lowers
 * @param from it lowers charges whose service begins on this day or later
 * @param to it lowers charges whose service begins on this day or earlier
 */
public record PhaseDiscount(
        Type type,
        BigDecimal value,
        Optional<String> message,
        List<PriceId> priceIds,
        boolean separateLine,
        SeatScope seats,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {
    public PhaseDiscount {
        priceIds = List.copyOf(priceIds);
        seats = orAll(seats);
    }

    private static SeatScope orAll(@Nullable SeatScope seats) {
        return seats == null ? SeatScope.ALL : seats;
    }

    /** How it lowers a charge. */
    public enum Type {
        PERCENTAGE,
        /** An amount, never prorated. */
        NOMINAL,
        /** Units that cost nothing. */
        FREE_UNITS
    }

    /** Which seats. */
    public enum SeatScope {
        ALL,
        /** Those that are billed in advance or up to the contracted minimum. */
        INCLUDED,
        /** Those beyond. */
        OVERAGE
    }

    /** Whether it lowers this price. */
    public boolean covers(PriceId price) {
        return priceIds.isEmpty() || priceIds.contains(price);
    }

    /** Whether it lowers what is served from that day on. */
    public boolean holdsOn(LocalDate day) {
        return from.map(first -> !day.isBefore(first)).orElse(true)
                && to.map(last -> !day.isAfter(last)).orElse(true);
    }
}
