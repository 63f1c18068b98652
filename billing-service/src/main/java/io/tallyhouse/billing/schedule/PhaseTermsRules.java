package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which discounts, minimums and maximums a phase may have, as far as no price has to be known for it. */
public final class PhaseTermsRules {
    private static final int TERMS_MAX = 100;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PhaseTermsRules() {}

    /** @param at JSON pointer of the phase */
    public static List<Violation> violations(PhaseRecord phase, CurrencyCode currency, String at) {
        List<Violation> faults = new ArrayList<>();
        tooMany(phase.discounts(), at + "/discounts", faults);
        tooMany(phase.minimums(), at + "/minimums", faults);
        tooMany(phase.maximums(), at + "/maximums", faults);
        for (int index = 0; index < phase.discounts().size(); index++) {
            PhaseDiscount discount = phase.discounts().get(index);
            String pointer = at + "/discounts/" + index;
            valueFault(discount, currency).ifPresent(detail -> faults.add(new Violation(pointer + "/value", detail)));
            rangeFault(discount).ifPresent(detail -> faults.add(new Violation(pointer + "/from", detail)));
            scopeFaults(discount.priceIds(), phase, pointer, faults);
        }
        faults.addAll(boundFaults(phase, phase.minimums(), currency, at + "/minimums"));
        faults.addAll(boundFaults(phase, phase.maximums(), currency, at + "/maximums"));
        crossedBounds(phase, at, faults);
        return faults;
    }

    /** What is wrong with an amount of the currency, if anything is. */
    static Optional<String> amountFault(BigDecimal amount, CurrencyCode currency) {
        if (amount.signum() < 0) {
            return Optional.of("'" + Decimals.text(amount) + "' must not be negative");
        }
        return Decimals.canonical(amount).scale() > currency.scale()
                ? Optional.of("'" + Decimals.text(amount) + "' must have at most " + currency.scale() + " decimals: "
                        + currency + " has no more")
                : Optional.empty();
    }

    private static Optional<String> valueFault(PhaseDiscount discount, CurrencyCode currency) {
        BigDecimal value = discount.value();
        return switch (discount.type()) {
            case PERCENTAGE ->
                value.signum() < 0 || value.compareTo(HUNDRED) > 0
                        ? Optional.of("'" + Decimals.text(value)
                                + "' must be a percentage from 0 to 100, as \"2.5\" for 2.5 %")
                        : Optional.empty();
            case NOMINAL -> amountFault(value, currency);
            case FREE_UNITS ->
                value.signum() < 0
                        ? Optional.of("'" + Decimals.text(value) + "' must not be negative")
                        : Optional.empty();
        };
    }

    private static Optional<String> rangeFault(PhaseDiscount discount) {
        return discount.from()
                .filter(from -> discount.to().filter(from::isAfter).isPresent())
                .map(from -> "'" + from + "' is after to '" + discount.to().orElseThrow() + "'; it must not be");
    }

    private static List<Violation> boundFaults(
            PhaseRecord phase, List<PhaseBound> bounds, CurrencyCode currency, String at) {
        List<Violation> faults = new ArrayList<>();
        for (int index = 0; index < bounds.size(); index++) {
            PhaseBound bound = bounds.get(index);
            String pointer = at + "/" + index;
            amountFault(bound.amount(), currency)
                    .ifPresent(detail -> faults.add(new Violation(pointer + "/amount", detail)));
            scopeFaults(bound.priceIds(), phase, pointer, faults);
        }
        return faults;
    }

    private static void scopeFaults(List<PriceId> scope, PhaseRecord phase, String at, List<Violation> faults) {
        for (int index = 0; index < scope.size(); index++) {
            if (!phase.priceIds().contains(scope.get(index))) {
                faults.add(new Violation(
                        at + "/priceIds/" + index,
                        "'" + scope.get(index) + "' is not among the priceIds of the phase; add it there, or leave it"
                                + " out here"));
            }
        }
    }

    private static void crossedBounds(PhaseRecord phase, String at, List<Violation> faults) {
        for (int index = 0; index < phase.maximums().size(); index++) {
            PhaseBound maximum = phase.maximums().get(index);
            Set<PriceId> scope = new HashSet<>(maximum.priceIds());
            String pointer = at + "/maximums/" + index + "/amount";
            phase.minimums().stream()
                    .filter(minimum -> scope.equals(new HashSet<>(minimum.priceIds()))
                            && maximum.amount().compareTo(minimum.amount()) < 0)
                    .findFirst()
                    .ifPresent(minimum -> faults.add(new Violation(
                            pointer,
                            "'" + Decimals.text(maximum.amount()) + "' is below the minimum '"
                                    + Decimals.text(minimum.amount()) + "' of the same prices; it must not be")));
        }
    }

    private static void tooMany(List<?> terms, String pointer, List<Violation> faults) {
        if (terms.size() > TERMS_MAX) {
            faults.add(new Violation(pointer, "must have at most " + TERMS_MAX + " elements, not " + terms.size()));
        }
    }
}
