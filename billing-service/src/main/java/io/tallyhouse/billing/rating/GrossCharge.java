package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.rating.Consumption.Accumulated;
import io.tallyhouse.billing.rating.Consumption.Seats;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a charge comes to before discounts, at full precision.
 *
 * @param included of seats what is due for those billed in advance or contracted; of all else the whole amount
 */
record GrossCharge(PricedCharge priced, Quantity quantity, Amount amount, Amount included, List<RatingStep> steps) {
    GrossCharge {
        steps = List.copyOf(steps);
    }

    /** @param free units that cost nothing, beside those of the price */
    static GrossCharge of(PricedCharge priced, Quantity free, Lengths lengths) {
        Optional<LineUsage> usage = priced.usage();
        Consumption used = usage.map(measured -> measured.used().orElseGet(() -> Consumption.of(Quantity.ZERO)))
                .orElseGet(() -> Consumption.of(Quantity.ONE));
        if (used instanceof Seats seats && priced.terms().price() instanceof SeatPrice price) {
            return new SeatBill(price, priced, lengths).gross(seats);
        }
        List<RatingStep> steps = new ArrayList<>();
        usage.ifPresent(measured -> {
            measured.shares().forEach(share -> steps.add(shareStep(share)));
            steps.add(quantityStep(measured, used.total()));
        });
        Price price = priced.terms().price().withFree(free);
        Rated rated = used instanceof Accumulated part ? grownBy(price, part) : price.rate(used);
        steps.addAll(rated.steps());
        Charge charge = priced.charge();
        Amount amount = rated.amount();
        if (usage.isEmpty() && charge.isRecurring() && lengths.divides(charge.serviceDays(), charge.gridPeriod())) {
            amount = lengths.part(amount, charge.serviceDays(), charge.gridPeriod());
            steps.add(prorationStep(rated.amount(), charge, amount, lengths));
        }
        return new GrossCharge(priced, used.total(), amount, amount, steps);
    }

    /** Before anything was used nothing was owed: so the first part owes the fee of the first tier, later parts do not. */
    private static Rated grownBy(Price price, Accumulated part) {
        Rated whole = price.rate(part.whole());
        List<RatingStep> steps = new ArrayList<>(whole.steps());
        if (part.before().total().isZero()) {
            return whole;
        }
        Amount before = price.rate(part.before()).amount();
        Amount grown = whole.amount().minus(before);
        String detail = "%s for %s units so far − %s for the %s before = %s"
                .formatted(
                        Figures.shown(whole.amount()),
                        part.whole().total(),
                        Figures.shown(before),
                        part.before().total(),
                        Figures.shown(grown));
        steps.add(RatingStep.of("BEFORE", detail, before.value().negate()));
        return new Rated(grown, steps);
    }

    private static RatingStep quantityStep(LineUsage usage, Quantity quantity) {
        String detail = usage.used().isPresent()
                ? "%s units from %d events".formatted(quantity, usage.events())
                : "no value from %d events: priced as 0".formatted(usage.events());
        return RatingStep.of("QUANTITY", detail);
    }

    private static RatingStep shareStep(LineUsage.Share share) {
        String units = share.quantity().map(Quantity::toString).orElse("no");
        return RatingStep.of("SHARE", "%s: %s units from %d events".formatted(share.customer(), units, share.events()));
    }

    static RatingStep prorationStep(Amount whole, Charge charge, Amount part, Lengths lengths) {
        long used = lengths.of(charge.serviceDays());
        long length = lengths.of(charge.gridPeriod());
        String detail = "%d of %d %s: %s × %d / %d = %s"
                .formatted(used, length, lengths.unit(), Figures.shown(whole), used, length, Figures.shown(part));
        return RatingStep.of("PRORATION", detail, part.value());
    }
}
