package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tiers without gap or overlap, from zero on; the last has no end. */
public record PriceTiers(List<PriceTier> tiers) {
    /** Whether a tier's flat fee is due. */
    enum Fees {
        DUE,
        LEFT_OUT
    }

    public PriceTiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()
                || !tiers.get(0).isFirst()
                || tiers.get(tiers.size() - 1).upTo().isPresent()) {
            throw new IllegalArgumentException("tiers must begin at zero and end without upTo: " + tiers);
        }
        for (int index = 1; index < tiers.size(); index++) {
            if (!tiers.get(index - 1).upTo().equals(Optional.of(tiers.get(index).above()))) {
                throw new IllegalArgumentException("tiers " + index + " and the one before do not meet: " + tiers);
            }
        }
    }

    CurrencyCode currency() {
        return tiers.get(0).rate().currency();
    }

    /** The tiers that a quantity gets as far as; at zero the first. */
    List<PriceTier> reachedBy(Quantity used) {
        return tiers.stream().filter(tier -> tier.isReachedBy(used)).toList();
    }

    PriceTier holding(Quantity used) {
        return tiers.stream().filter(tier -> tier.holds(used)).findFirst().orElseThrow();
    }

    /** The steps of some tiers and their sum. */
    static final class Bill {
        private final List<RatingStep> free = new ArrayList<>(1);
        private final List<RatingStep> steps = new ArrayList<>();
        private final Fees fees;
        private Amount sum;

        Bill(CurrencyCode currency, Fees fees) {
            this.sum = Amount.zero(currency);
            this.fees = fees;
        }

        /** What is left to pay for. */
        Quantity withoutFree(FreeUnits units, Quantity used) {
            units.step(used).ifPresent(free::add);
            return units.off(used);
        }

        /** The units of the quantity that lie in the tier, and its fee. */
        Bill chargeOwn(PriceTier tier, Quantity used) {
            Quantity units = tier.unitsOf(used);
            Amount amount = tier.rate().charge(units);
            return take(tier.ownUnitsStep(units, amount), amount).takeFee(tier);
        }

        /** All units of the quantity at the tier's price, and its fee. */
        Bill chargeAll(PriceTier tier, Quantity used) {
            Amount amount = tier.rate().charge(used);
            return take(tier.allUnitsStep(used, amount), amount).takeFee(tier);
        }

        private Bill takeFee(PriceTier tier) {
            boolean due = fees == Fees.DUE && tier.flatFee().value().signum() != 0;
            return due ? take(tier.feeStep(), tier.flatFee()) : this;
        }

        private Bill take(RatingStep step, Amount amount) {
            steps.add(step);
            sum = sum.plus(amount);
            return this;
        }

        Rated rated() {
            List<RatingStep> all = new ArrayList<>(free);
            all.addAll(steps);
            if (steps.size() > 1) {
                String parts = steps.stream()
                        .map(step -> Figures.shown(step.amount().orElse(BigDecimal.ZERO)))
                        .collect(Collectors.joining(" + "));
                all.add(RatingStep.of("SUM", parts + " = " + Figures.shown(sum), sum.value()));
            }
            return new Rated(sum, all);
        }
    }
}
