package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The lines that lift the usage of a phase to its minimums, or lower it to its maximums. */
record PhaseBounds(PhaseConditions conditions, PhaseBill bill) {
    List<RequestedLine> lines() {
        List<RequestedLine> lines = new ArrayList<>();
        conditions.minimums().forEach(bound -> minimum(bound).ifPresent(lines::add));
        conditions.maximums().forEach(bound -> maximum(bound).ifPresent(lines::add));
        return lines;
    }

    private Optional<RequestedLine> minimum(PhaseBound bound) {
        List<DiscountedCharge> covered = covered(bound);
        if (covered.isEmpty()) {
            return Optional.empty();
        }
        List<RatingStep> steps = new ArrayList<>();
        Money least = RateLine.round(lowered(prorated(bound, covered, steps), covered, steps));
        Money net = net(covered, steps);
        return least.compareTo(net) <= 0
                ? Optional.empty()
                : Optional.of(line(LineKind.MINIMUM, "Minimum " + least.text(), least.minus(net), covered, steps));
    }

    private Optional<RequestedLine> maximum(PhaseBound bound) {
        List<DiscountedCharge> covered = covered(bound);
        if (covered.isEmpty()) {
            return Optional.empty();
        }
        List<RatingStep> steps = new ArrayList<>();
        Money most = RateLine.round(prorated(bound, covered, steps));
        Money net = net(covered, steps);
        return most.compareTo(net) >= 0
                ? Optional.empty()
                : Optional.of(line(LineKind.MAXIMUM, "Maximum " + most.text(), most.minus(net), covered, steps));
    }

    private List<DiscountedCharge> covered(PhaseBound bound) {
        return bill.charges().stream()
                .filter(charge -> charge.priced().charge().price().bills() instanceof PricePlan.Bills.Usage)
                .filter(charge -> bound.covers(charge.priceId()))
                .toList();
    }

    private Amount prorated(PhaseBound bound, List<DiscountedCharge> covered, List<RatingStep> steps) {
        Amount whole = new Amount(bill.currency(), bound.amount());
        Lengths lengths = conditions.lengths();
        DateRange gridPeriod = covered.get(0).priced().charge().gridPeriod();
        long billed = covered.stream()
                .map(charge -> charge.priced().charge().serviceDays())
                .distinct()
                .mapToLong(lengths::of)
                .sum();
        if (lengths.proration() == io.tallyhouse.contracts.billing.ScheduleOptions.Proration.NONE
                || billed == lengths.of(gridPeriod)) {
            return whole;
        }
        Amount part = whole.prorated(billed, lengths.of(gridPeriod));
        steps.add(RatingStep.of(
                "PRORATION",
                "%d of %d %s: %s × %d / %d = %s"
                        .formatted(
                                billed,
                                lengths.of(gridPeriod),
                                lengths.unit(),
                                whole.text(),
                                billed,
                                lengths.of(gridPeriod),
                                Figures.shown(part)),
                part.value()));
        return part;
    }

    /** Discounts for the whole schedule lower a minimum, too: else it would take back what they gave. */
    private Amount lowered(Amount minimum, List<DiscountedCharge> covered, List<RatingStep> steps) {
        Amount left = minimum;
        for (PhaseDiscount discount : conditions.discounts()) {
            if (discount.priceIds().isEmpty() && discount.holdsOn(firstDay(covered))) {
                Amount off = switch (discount.type()) {
                    case PERCENTAGE -> Percentages.of(left, discount.value());
                    case NOMINAL -> bill.taken(discount, covered).plus(bill.untaken(discount));
                    case FREE_UNITS -> Amount.zero(bill.currency());
                };
                off = off.value().compareTo(left.value()) > 0 ? left : off;
                if (off.value().signum() > 0) {
                    left = left.minus(off);
                    steps.add(RatingStep.of(
                            "DISCOUNT",
                            "the discount %s of the whole schedule lowers the minimum by %s to %s"
                                    .formatted(
                                            discount.message().orElse(Decimals.text(discount.value())),
                                            Figures.shown(off),
                                            Figures.shown(left)),
                            off.value().negate()));
                }
            }
        }
        return left;
    }

    private static java.time.LocalDate firstDay(List<DiscountedCharge> covered) {
        return PhaseBill.span(covered).start();
    }

    private Money net(List<DiscountedCharge> covered, List<RatingStep> steps) {
        Money net = covered.stream().map(DiscountedCharge::net).reduce(Money.zero(bill.currency()), Money::plus);
        String names = covered.stream()
                .map(charge -> charge.priced().terms().description())
                .distinct()
                .collect(Collectors.joining(", "));
        steps.add(RatingStep.of("COVERED", names + ": " + net.text(), net.value()));
        return net;
    }

    private static RequestedLine line(
            LineKind kind,
            String description,
            Money difference,
            List<DiscountedCharge> covered,
            List<RatingStep> steps) {
        List<PriceId> prices =
                covered.stream().map(DiscountedCharge::priceId).distinct().toList();
        steps.add(RatingStep.of("DIFFERENCE", description + ": " + difference.text(), difference.value()));
        return new RequestedLine(
                kind,
                description,
                prices.size() == 1 ? Optional.of(prices.get(0)) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                difference.value(),
                PhaseBill.span(covered),
                steps,
                Optional.empty());
    }
}
