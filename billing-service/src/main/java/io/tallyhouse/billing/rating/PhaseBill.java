package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.RateDocument.PhasePart;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The charges of a phase on one invoice, and what its discounts take off them: percentages first, then nominal ones. */
final class PhaseBill {
    private final List<DiscountedCharge> charges;
    private final List<PhaseDiscount> separate = new ArrayList<>();
    /** Of each nominal discount what it found nothing to take off. */
    private final Map<PhaseDiscount, Amount> untaken = new IdentityHashMap<>();
    /** What each discount took off each charge. */
    private final Map<PhaseDiscount, Map<DiscountedCharge, Amount>> taken = new IdentityHashMap<>();

    PhaseBill(PhasePart part) {
        PhaseConditions conditions = part.conditions();
        charges = part.charges().stream()
                .map(charge ->
                        new DiscountedCharge(GrossCharge.of(charge, free(charge, conditions), conditions.lengths())))
                .toList();
        inOrder(conditions.discounts()).forEach(this::apply);
    }

    private static Quantity free(PricedCharge charge, PhaseConditions conditions) {
        return conditions.discounts().stream()
                .filter(discount -> discount.type() == PhaseDiscount.Type.FREE_UNITS)
                .filter(discount -> discount.covers(charge.charge().priceId())
                        && discount.holdsOn(charge.charge().serviceDays().start()))
                .map(discount -> new Quantity(discount.value()))
                .reduce(Quantity.ZERO, Quantity::plus);
    }

    private static List<PhaseDiscount> inOrder(List<PhaseDiscount> discounts) {
        return discounts.stream()
                .filter(discount -> discount.type() != PhaseDiscount.Type.FREE_UNITS)
                .sorted(Comparator.comparing(PhaseDiscount::type)) // stable: in listed order within a type
                .toList();
    }

    List<DiscountedCharge> charges() {
        return charges;
    }

    List<RequestedLine> lines() {
        List<RequestedLine> lines = new ArrayList<>();
        charges.forEach(charge -> lines.add(charge.line()));
        separate.forEach(discount -> lines.add(ownLine(discount)));
        return lines;
    }

    /** What the discount took off these charges. */
    Amount taken(PhaseDiscount discount, List<DiscountedCharge> of) {
        Map<DiscountedCharge, Amount> offs = taken.getOrDefault(discount, Map.of());
        return of.stream()
                .map(charge -> offs.getOrDefault(charge, Amount.zero(currency())))
                .reduce(Amount.zero(currency()), Amount::plus);
    }

    /** What a nominal discount found nothing to take off. */
    Amount untaken(PhaseDiscount discount) {
        return untaken.getOrDefault(discount, Amount.zero(currency()));
    }

    CurrencyCode currency() {
        return charges.get(0).left().currency();
    }

    private void apply(PhaseDiscount discount) {
        List<DiscountedCharge> covered =
                charges.stream().filter(charge -> charge.isCoveredBy(discount)).toList();
        List<Amount> offs = discount.type() == PhaseDiscount.Type.PERCENTAGE
                ? covered.stream()
                        .map(charge -> Percentages.of(charge.reach(discount.seats()), discount.value()))
                        .toList()
                : spread(discount, covered);
        Map<DiscountedCharge, Amount> own = new LinkedHashMap<>();
        for (int index = 0; index < covered.size(); index++) {
            DiscountedCharge charge = covered.get(index);
            String detail = told(discount, charge, offs.get(index));
            charge.takeOff(discount, offs.get(index), detail);
            own.put(charge, offs.get(index));
        }
        taken.put(discount, own);
        if (discount.separateLine() && !covered.isEmpty()) {
            separate.add(discount);
        }
    }

    /** By what is left of each charge, in the smallest unit of the currency, and of none more than there is. */
    private List<Amount> spread(PhaseDiscount discount, List<DiscountedCharge> covered) {
        List<Amount> reach =
                covered.stream().map(charge -> charge.reach(discount.seats())).toList();
        Amount there = reach.stream().reduce(Amount.zero(currency()), Amount::plus);
        Amount wanted = new Amount(currency(), discount.value());
        if (there.value().compareTo(wanted.value()) <= 0) {
            untaken.put(discount, wanted.minus(there));
            return reach;
        }
        List<Money> shares = new Money(currency(), discount.value())
                .allocate(reach.stream().map(Amount::value).toList());
        List<Amount> offs = new ArrayList<>();
        for (int index = 0; index < shares.size(); index++) {
            BigDecimal share = shares.get(index).value().min(reach.get(index).value());
            offs.add(new Amount(currency(), share));
        }
        return offs;
    }

    private static String told(PhaseDiscount discount, DiscountedCharge charge, Amount off) {
        String name = discount.message().map(message -> message + ": ").orElse("");
        String reach = Figures.shown(charge.reach(discount.seats()));
        String arithmetic = discount.type() == PhaseDiscount.Type.PERCENTAGE
                ? "%s %% off %s = %s".formatted(Decimals.text(discount.value()), reach, Figures.shown(off))
                : "%s of %s off %s".formatted(Figures.shown(off), Decimals.text(discount.value()), reach);
        return name + arithmetic + ": " + Figures.shown(charge.left().minus(off)) + " left";
    }

    private RequestedLine ownLine(PhaseDiscount discount) {
        List<DiscountedCharge> covered =
                List.copyOf(taken.getOrDefault(discount, Map.of()).keySet());
        Money net = Money.zero(currency());
        List<RatingStep> steps = new ArrayList<>();
        for (DiscountedCharge charge : covered) {
            DiscountedCharge.Change change = charge.changeBy(discount);
            Money off = change.after().minus(change.before());
            net = net.plus(off);
            steps.add(RatingStep.of(
                    "DISCOUNT",
                    "%s: %s → %s"
                            .formatted(
                                    charge.priced().terms().description(),
                                    change.before().text(),
                                    change.after().text()),
                    off.value()));
        }
        String what = discount.type() == PhaseDiscount.Type.PERCENTAGE
                ? Decimals.text(discount.value()) + " %"
                : new Money(currency(), discount.value()).text();
        return new RequestedLine(
                LineKind.DISCOUNT,
                discount.message().orElse("Discount " + what),
                covered.size() == 1 ? Optional.of(covered.get(0).priceId()) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                net.value(),
                span(covered),
                steps,
                Optional.empty());
    }

    /** From the first to the last day that any of them bills. */
    static DateRange span(List<DiscountedCharge> charges) {
        return charges.stream()
                .map(charge -> charge.priced().charge().serviceDays())
                .reduce(DateRange::spanning)
                .orElseThrow();
    }
}
