package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lowers a charge. Percentages come first, then nominal ones, in listed order, each on what is left. */
public sealed interface Discount {
    /** @param rate literal percent, 0 to 100 */
    record Percentage(BigDecimal rate) implements Discount {
        @Override
        public Optional<Off> off(Amount left) {
            Amount part = Percentages.of(left, rate);
            return Optional.of(new Off(
                    part,
                    "%s %% off %s = %s".formatted(Decimals.text(rate), Figures.shown(left), Figures.shown(part))));
        }
    }

    /** A part of the charge, never more than all of it; it is not prorated. */
    record Nominal(Amount amount) implements Discount {
        @Override
        public Optional<Off> off(Amount left) {
            String detail = amount.text() + " off " + Figures.shown(left);
            return Optional.of(
                    amount.value().compareTo(left.value()) < 0
                            ? new Off(amount, detail)
                            : new Off(left, detail + ", not below zero"));
        }
    }

    /** So many units cost nothing: they join the price's free units, and take nothing off the charge. */
    record UnitsFree(Quantity units) implements Discount {
        @Override
        public Optional<Off> off(Amount left) {
            return Optional.empty();
        }
    }

    /** What comes off, and how that is told. */
    record Off(Amount amount, String detail) {}

    /** @param left what is owed so far, positive */
    Optional<Off> off(Amount left);

    /** All free units together. */
    static Quantity freeUnits(List<Discount> discounts) {
        return discounts.stream()
                .filter(UnitsFree.class::isInstance)
                .map(discount -> ((UnitsFree) discount).units())
                .reduce(Quantity.ZERO, Quantity::plus);
    }

    /** The charge without its percentages and nominal discounts. What is not owed is not discounted. */
    static Rated takenOff(Rated charge, List<Discount> discounts) {
        List<RatingStep> steps = new ArrayList<>(charge.steps());
        Amount left = charge.amount();
        for (Discount discount : inOrder(discounts)) {
            Optional<Off> off = left.value().signum() <= 0 ? Optional.empty() : discount.off(left);
            if (off.isPresent()) {
                left = left.minus(off.get().amount());
                steps.add(RatingStep.of(
                        "DISCOUNT",
                        off.get().detail() + ": " + Figures.shown(left) + " left",
                        off.get().amount().value().negate()));
            }
        }
        return new Rated(left, steps);
    }

    private static List<Discount> inOrder(List<Discount> discounts) {
        List<Discount> ordered = new ArrayList<>();
        discounts.stream().filter(Percentage.class::isInstance).forEach(ordered::add);
        discounts.stream().filter(Nominal.class::isInstance).forEach(ordered::add);
        return ordered;
    }
}
