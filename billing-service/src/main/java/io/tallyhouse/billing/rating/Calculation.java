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

    /** @param billed net, what discounts and bounds did included */
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

    /**
     * In parts of a period the same comes out as at once: discounts and bounds look at the whole, and what was billed is
     * taken off last.
     *
     * @throws IllegalArgumentException if the price needs to look further into the usage than it goes
     */
    public Result execute() {
        Rated charge = Discount.takenOff(
                Prices.from(price, currency)
                        .withFree(Discount.freeUnits(discounts))
                        .rate(used),
                discounts);
        List<RatingStep> steps = new ArrayList<>(charge.steps());
        Amount fresh = prior.map(before -> withoutPrior(charge.amount(), before, steps))
                .orElse(charge.amount());
        Money net = RateLine.round(fresh);
        steps.add(RateLine.roundingStep(fresh, net));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Line.Kind.CHARGE, net));
        Optional<Line> difference = difference(RateLine.round(charge.amount()));
        if (difference.isEmpty()) {
            return new Result(fresh, net, lines, steps);
        }
        Money rounded = net.plus(difference.get().net());
        steps.add(step(difference.get(), RateLine.round(charge.amount())));
        lines.add(difference.get());
        return new Result(rounded.toAmount(), rounded, lines, steps);
    }

    private Amount withoutPrior(Amount whole, Prior before, List<RatingStep> steps) {
        Amount fresh = whole.minus(before.billed());
        String detail = "%s for %s units so far − %s billed for %s units before = %s"
                .formatted(
                        Figures.shown(whole),
                        used.total(),
                        before.billed().text(),
                        before.quantity(),
                        Figures.shown(fresh));
        steps.add(RatingStep.of("PRIOR", detail, before.billed().value().negate()));
        return fresh;
    }

    /** @param whole net of the period, what was billed before included */
    private Optional<Line> difference(Money whole) {
        Optional<Line> missing = bounds.minimum()
                .filter(minimum -> whole.compareTo(minimum) < 0)
                .map(minimum -> new Line(Line.Kind.MINIMUM, minimum.minus(whole)));
        return missing.isPresent()
                ? missing
                : bounds.maximum()
                        .filter(maximum -> whole.compareTo(maximum) > 0)
                        .map(maximum -> new Line(Line.Kind.MAXIMUM, maximum.minus(whole)));
    }

    private static RatingStep step(Line difference, Money whole) {
        Money bound = whole.plus(difference.net());
        String detail = difference.kind() == Line.Kind.MINIMUM
                ? "minimum %s − %s = %s to add"
                        .formatted(bound.text(), whole.text(), difference.net().text())
                : "maximum %s: %s is lowered by %s"
                        .formatted(
                                bound.text(),
                                whole.text(),
                                difference.net().negated().text());
        return RatingStep.of(difference.kind().name(), detail, difference.net().value());
    }
}
