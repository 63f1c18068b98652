package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What some usage costs under a price with its discounts, a minimum and a maximum: quantity, price, discounts, one
 * rounding, and the difference to a bound as a line of its own.
 *
 * @param used the whole period's as far as it has gone, what is billed already included
 * @param prior what was billed of it before; the result is then only what is new
 */
public record Calculation(
        CurrencyCode currency,
        PriceStructure price,
        Consumption used,
        Optional<Prior> prior,
        List<Discount> discounts,
        Bounds bounds) {
    public Calculation {
        requireNonNull(used, "used is null");
        discounts = List.copyOf(discounts);
    }

    /** @param billed before discounts */
    public record Prior(Quantity quantity, Amount billed) {}

    /** What the net must reach, and may not pass; compared after discounts and rounding. */
    public record Bounds(Optional<Money> minimum, Optional<Money> maximum) {
        public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());
    }

    /** One line as it would be posted. */
    public record Line(Kind kind, Money net) {
        /** What a line is for. */
        public enum Kind {
            CHARGE,
            /** What is missing to the minimum. */
            MINIMUM,
            /** What is beyond the maximum, negative. */
            MAXIMUM
        }
    }

    /**
     * @param amount after all steps, at full precision
     * @param rounded the sum of the lines
     */
    public record Result(Amount amount, Money rounded, List<Line> lines, List<RatingStep> steps) {
        public Result {
            lines = List.copyOf(lines);
            steps = List.copyOf(steps);
        }
    }

    /** @throws IllegalArgumentException if the price needs to look further into the usage than it goes */
    public Result execute() {
        Rated whole =
                Prices.from(price, currency, Discount.freeUnits(discounts)).rate(used);
        Rated charge = Discount.takenOff(
                prior.map(before -> withoutPrior(whole, before)).orElse(whole), discounts);
        Money net = RateLine.round(charge.amount());
        List<RatingStep> steps = new ArrayList<>(charge.steps());
        steps.add(RateLine.roundingStep(charge.amount(), net));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Line.Kind.CHARGE, net));
        Optional<Money> least = bounds.minimum().filter(minimum -> net.compareTo(minimum) < 0);
        Optional<Money> most = bounds.maximum().filter(maximum -> net.compareTo(maximum) > 0);
        if (least.isPresent()) {
            return bounded(steps, lines, new Line(Line.Kind.MINIMUM, least.get().minus(net)), least.get());
        }
        if (most.isPresent()) {
            return bounded(steps, lines, new Line(Line.Kind.MAXIMUM, most.get().minus(net)), most.get());
        }
        return new Result(charge.amount(), net, lines, steps);
    }

    private Rated withoutPrior(Rated whole, Prior before) {
        Amount fresh = whole.amount().minus(before.billed());
        List<RatingStep> steps = new ArrayList<>(whole.steps());
        String detail = "%s for %s units so far − %s billed for %s units before = %s"
                .formatted(
                        Figures.shown(whole.amount()),
                        used.total(),
                        before.billed().text(),
                        before.quantity(),
                        Figures.shown(fresh));
        steps.add(RatingStep.of("PRIOR", detail, before.billed().value().negate()));
        return new Rated(fresh, steps);
    }

    private static Result bounded(List<RatingStep> steps, List<Line> lines, Line difference, Money bound) {
        Money charged = lines.get(0).net();
        String detail = difference.kind() == Line.Kind.MINIMUM
                ? "minimum %s − %s = %s to add"
                        .formatted(
                                bound.text(), charged.text(), difference.net().text())
                : "maximum %s: %s is lowered by %s"
                        .formatted(
                                bound.text(),
                                charged.text(),
                                difference.net().negated().text());
        steps.add(
                RatingStep.of(difference.kind().name(), detail, difference.net().value()));
        lines.add(difference);
        return new Result(bound.toAmount(), bound, lines, steps);
    }
}
