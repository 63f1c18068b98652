package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.billing.rating.Consumption.Events;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Percent of an amount. Where no event owes anything of its own, that of the sum beyond the free amount; else the sum of
 * what each event owes by {@link EventFees}.
 *
 * @param rate literal percent
 * @param freeAmount how much of the amounts costs nothing
 * @param perEvent what events owe one by one; empty if the sum of their amounts tells all
 */
record PercentagePrice(
        CurrencyCode currency,
        BigDecimal rate,
        Optional<Quantity> freeAmount,
        Optional<EventFees> perEvent,
        NegativeUsage negativeUsage)
        implements Price {
    PercentagePrice {
        requireNonNull(rate, "rate is null");
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    /** As a free amount. */
    @Override
    public Price withFree(Quantity units) {
        if (units.isZero()) {
            return this;
        }
        Quantity free = freeAmount.orElse(Quantity.ZERO).plus(units);
        return new PercentagePrice(currency, rate, Optional.of(free), perEvent, negativeUsage);
    }

    @Override
    public Rated rate(Consumption consumption) {
        if (perEvent.isPresent()) {
            if (!(consumption instanceof Events events)) {
                throw new IllegalArgumentException("a PERCENTAGE price with fees of each event needs the events");
            }
            return perEvent.get().rate(this, events);
        }
        Quantity used = consumption.total();
        return used.isNegative() ? negativeUsage.rate(currency, used, this::positive) : positive(used);
    }

    private Rated positive(Quantity used) {
        FreeUnits free = new FreeUnits(freeAmount.orElse(Quantity.ZERO));
        Quantity paid = free.off(used);
        List<RatingStep> steps = new ArrayList<>(free.step(used).stream().toList());
        Amount amount = percentOf(paid);
        String detail = "%s × %s %% = %s".formatted(paid, Decimals.text(rate), amount.text());
        steps.add(RatingStep.of("PERCENTAGE", detail, amount.value()));
        return new Rated(amount, steps);
    }

    Amount percentOf(Quantity part) {
        return Percentages.of(new Amount(currency, part.value()), rate);
    }
}
