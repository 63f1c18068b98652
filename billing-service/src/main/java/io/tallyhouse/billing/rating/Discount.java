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
    record Percentage(BigDecimal rate) implements Discount {}

    /** A part of the charge, never more than all of it; it is not prorated. */
    record Nominal(Amount amount) implements Discount {}

    /** So many units cost nothing: they join the price's free units. */
    record FreeUnits(Quantity units) implements Discount {}

    /** All free units together. */
    static Quantity freeUnits(List<Discount> discounts) {
        return discounts.stream()
                .filter(FreeUnits.class::isInstance)
                .map(discount -> ((FreeUnits) discount).units())
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

    /** What comes off, and how that is told. */
    record Off(Amount amount, String detail) {}

    private Optional<Off> off(Amount left) {
        if (this instanceof Percentage percentage) {
            Amount part = Percentages.of(left, percentage.rate());
            String detail = "%s %% off %s = %s"
                    .formatted(Decimals.text(percentage.rate()), Figures.shown(left), Figures.shown(part));
            return Optional.of(new Off(part, detail));
        }
        if (this instanceof Nominal nominal) {
            boolean covers = nominal.amount().value().compareTo(left.value()) < 0;
            String detail = nominal.amount().text() + " off " + Figures.shown(left);
            return Optional.of(covers ? new Off(nominal.amount(), detail) : new Off(left, detail + ", not below zero"));
        }
        return Optional.empty();
    }
}
