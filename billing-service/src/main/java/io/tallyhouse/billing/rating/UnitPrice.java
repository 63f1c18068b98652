package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The same for every unit: {@code (used − freeUnits) × unitPrice / per}, multiplied first and divided last.
 *
 * @param per for how many units {@code unitPrice} stands; a part of them costs its part
 */
public record UnitPrice(Amount unitPrice, Quantity per, Quantity freeUnits, NegativeUsage negativeUsage)
        implements Price {
    public UnitPrice {
        if (per.compareTo(Quantity.ZERO) <= 0) {
            throw new IllegalArgumentException("per " + per + " must be greater than 0");
        }
    }

    @Override
    public CurrencyCode currency() {
        return unitPrice.currency();
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Price withFree(Quantity units) {
        return new UnitPrice(unitPrice, per, freeUnits.plus(units), negativeUsage);
    }

    @Override
    public Rated rate(Consumption consumption) {
        Quantity used = consumption.total();
        return used.isNegative() ? negativeUsage.rate(currency(), used, this::positive) : positive(used);
    }

    private Rated positive(Quantity used) {
        FreeUnits free = new FreeUnits(freeUnits);
        Quantity paid = free.off(used);
        Amount amount = unitPrice.times(paid.value());
        String arithmetic = paid + " units × " + unitPrice.text();
        if (per.value().compareTo(BigDecimal.ONE) != 0) {
            amount = new Amount(currency(), Decimals.quotient(amount.value(), per.value()));
            arithmetic += " / " + per;
        }
        List<RatingStep> steps = new ArrayList<>(free.step(used).stream().toList());
        steps.add(RatingStep.of("UNIT_PRICE", arithmetic + " = " + Figures.shown(amount), amount.value()));
        return new Rated(amount, steps);
    }
}
