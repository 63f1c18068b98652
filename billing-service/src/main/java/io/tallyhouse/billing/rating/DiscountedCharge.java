package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A charge while discounts come off it. */
final class DiscountedCharge {
    private final GrossCharge gross;
    private final List<RatingStep> steps;
    /** Without those that stand on a line of their own. */
    private Amount shown;

    private Amount left;
    /** What others took off, in their order. */
    private final List<Own> separate = new ArrayList<>();

    DiscountedCharge(GrossCharge gross) {
        this.gross = gross;
        this.steps = new ArrayList<>(gross.steps());
        this.shown = gross.amount();
        this.left = gross.amount();
    }

    PricedCharge priced() {
        return gross.priced();
    }

    PriceId priceId() {
        return priced().charge().priceId();
    }

    /** What is owed after the discounts so far. */
    Amount left() {
        return left;
    }

    boolean isCoveredBy(PhaseDiscount discount) {
        return discount.covers(priceId())
                && discount.holdsOn(priced().charge().serviceDays().start())
                && reach(discount.seats()).value().signum() > 0;
    }

    /** How much of what is left the discount may touch. */
    Amount reach(SeatScope scope) {
        if (left.value().signum() <= 0) {
            return Amount.zero(left.currency());
        }
        return switch (scope) {
            case ALL -> left;
            case INCLUDED -> share(gross.included());
            case OVERAGE -> share(gross.amount().minus(gross.included()));
        };
    }

    private Amount share(Amount part) {
        return new Amount(
                left.currency(),
                Decimals.quotient(
                        left.value().multiply(part.value()), gross.amount().value()));
    }

    /** @param detail of the step; a discount on a line of its own tells it there */
    void takeOff(PhaseDiscount discount, Amount off, String detail) {
        left = left.minus(off);
        if (discount.separateLine()) {
            separate.add(new Own(discount, off));
        } else {
            shown = shown.minus(off);
            steps.add(RatingStep.of("DISCOUNT", detail, off.value().negate()));
        }
    }

    /**
     * What a discount on a line of its own changes in the rounded charge, the others before it taken off: so all lines come
     * to what is left.
     */
    Change changeBy(PhaseDiscount discount) {
        Amount before = shown;
        for (Own own : separate) {
            Amount after = before.minus(own.off());
            // two discounts may say the same
            if (own.discount() == discount) {
                return new Change(RateLine.round(before), RateLine.round(after));
            }
            before = after;
        }
        return new Change(RateLine.round(before), RateLine.round(before));
    }

    record Change(Money before, Money after) {}

    private record Own(PhaseDiscount discount, Amount off) {}

    Money net() {
        return RateLine.round(left);
    }

    RequestedLine line() {
        Money net = RateLine.round(shown);
        List<RatingStep> told = new ArrayList<>(steps);
        told.add(RateLine.roundingStep(shown, net));
        Optional<LineUsage> usage = priced().usage();
        return new RequestedLine(
                LineKind.CHARGE,
                priced().terms().description(),
                Optional.of(priceId()),
                usage.map(LineUsage::metricId),
                usage.map(LineUsage::metricVersion),
                gross.quantity().value(),
                net.value(),
                priced().charge().serviceDays(),
                told,
                usage.map(measured -> new LineProof(measured.events(), measured.fingerprint())));
    }
}
