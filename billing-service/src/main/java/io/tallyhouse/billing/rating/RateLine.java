package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.money.RoundingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of an invoice from its terms, its days and its usage: quantity, price, proration, one rounding. */
public final class RateLine {
    private static final RoundingPolicy ROUNDING = RoundingPolicy.HALF_UP;

    private RateLine() {}

    /**
     * @param usage of the charge's service days; there is usage exactly if the price needs a quantity
     * @throws IllegalArgumentException if there is usage for a fixed price, or none for a price that needs it
     */
    public static RequestedLine rate(LineTerms terms, Charge charge, Optional<LineUsage> usage) {
        Price price = terms.price();
        if (price.needsQuantity() != usage.isPresent()) {
            throw new IllegalArgumentException("price '" + charge.priceId() + "' "
                    + (price.needsQuantity() ? "needs usage" : "is fixed and takes no usage"));
        }
        Consumption used = usage.map(measured -> measured.used().orElseGet(() -> Consumption.of(Quantity.ZERO)))
                .orElseGet(() -> Consumption.of(Quantity.ONE));
        Quantity quantity = used.total();
        List<RatingStep> steps = new ArrayList<>();
        usage.ifPresent(measured -> steps.add(quantityStep(measured, quantity)));
        Rated rated = price.rate(used);
        steps.addAll(rated.steps());
        Amount amount = rated.amount();
        if (isProrated(price, charge)) {
            amount = amount.prorated(
                    charge.serviceDays().days(), charge.gridPeriod().days());
            steps.add(prorationStep(rated.amount(), charge, amount));
        }
        Money net = round(amount);
        steps.add(roundingStep(amount, net));
        return new RequestedLine(
                LineKind.CHARGE,
                terms.description(),
                Optional.of(charge.priceId()),
                usage.map(LineUsage::metricId),
                usage.map(LineUsage::metricVersion),
                quantity.value(),
                net.value(),
                charge.serviceDays(),
                steps,
                usage.map(measured -> new LineProof(measured.events(), measured.fingerprint())));
    }

    /** As posted: rounded to the currency, half up (away from zero). */
    public static Money round(Amount amount) {
        return amount.round(ROUNDING);
    }

    /** The rounding in words. */
    public static RatingStep roundingStep(Amount amount, Money rounded) {
        int decimals = amount.currency().scale();
        String detail = "%s → %s (half up to %d decimals)".formatted(Figures.shown(amount), rounded.text(), decimals);
        return RatingStep.of("ROUNDING", detail, rounded.value());
    }

    private static boolean isProrated(Price price, Charge charge) {
        return !price.needsQuantity()
                && charge.isRecurring()
                && !charge.serviceDays().equals(charge.gridPeriod());
    }

    private static RatingStep quantityStep(LineUsage usage, Quantity quantity) {
        String detail = usage.used().isPresent()
                ? "%s units from %d events".formatted(quantity, usage.events())
                : "no value from %d events: priced as 0".formatted(usage.events());
        return RatingStep.of("QUANTITY", detail);
    }

    private static RatingStep prorationStep(Amount whole, Charge charge, Amount part) {
        long used = charge.serviceDays().days();
        long days = charge.gridPeriod().days();
        String detail =
                "%d of %d days: %s × %d / %d = %s".formatted(used, days, whole.text(), used, days, Figures.shown(part));
        return RatingStep.of("PRORATION", detail, part.value());
    }
}
