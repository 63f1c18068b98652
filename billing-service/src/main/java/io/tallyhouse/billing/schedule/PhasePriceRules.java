package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure.Model;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whether the discounts, minimums and maximums of a phase fit its prices. Prices that are not known are told elsewhere. */
record PhasePriceRules(PhaseRecord phase, Map<PriceId, PriceRecord> prices) {
    private static final Set<Model> WITHOUT_FREE_UNITS =
            EnumSet.of(Model.FLAT, Model.MATRIX, Model.DYNAMIC, Model.SEAT);
    /** A seat price has minimum seats of its own. */
    private static final Set<Model> WITHOUT_BOUNDS = EnumSet.of(Model.FLAT, Model.SEAT);

    /** @param at JSON pointer of the phase */
    static List<Violation> violations(PhaseRecord phase, Map<PriceId, PriceRecord> prices, String at) {
        PhasePriceRules rules = new PhasePriceRules(phase, prices);
        List<Violation> faults = new ArrayList<>();
        for (int index = 0; index < phase.discounts().size(); index++) {
            faults.addAll(rules.discountFaults(phase.discounts().get(index), at + "/discounts/" + index));
        }
        faults.addAll(rules.boundFaults(phase.minimums(), at + "/minimums"));
        faults.addAll(rules.boundFaults(phase.maximums(), at + "/maximums"));
        return faults;
    }

    private List<Violation> discountFaults(PhaseDiscount discount, String at) {
        List<Violation> faults = new ArrayList<>();
        List<PriceRecord> covered = covered(discount.priceIds());
        if (discount.type() == PhaseDiscount.Type.FREE_UNITS) {
            faults.addAll(named(discount.priceIds(), WITHOUT_FREE_UNITS, at, "which has no free units"));
            if (discount.priceIds().isEmpty() && has(covered, WITHOUT_FREE_UNITS)) {
                faults.add(new Violation(
                        at + "/priceIds",
                        "is required: the phase has prices without free units (" + WITHOUT_FREE_UNITS
                                + "); name the others"));
            }
        }
        if (discount.seats() != SeatScope.ALL && !covered.isEmpty() && !has(covered, EnumSet.of(Model.SEAT))) {
            faults.add(new Violation(
                    at + "/seats",
                    "'" + discount.seats() + "' needs a SEAT price among those it lowers; leave it out, or name one in"
                            + " priceIds"));
        }
        return faults;
    }

    private List<Violation> boundFaults(List<PhaseBound> bounds, String at) {
        List<Violation> faults = new ArrayList<>();
        for (int index = 0; index < bounds.size(); index++) {
            PhaseBound bound = bounds.get(index);
            String pointer = at + "/" + index;
            faults.addAll(named(bound.priceIds(), WITHOUT_BOUNDS, pointer, "and this is for usage prices only"));
            List<PriceRecord> covered = covered(bound.priceIds()).stream()
                    .filter(price -> !WITHOUT_BOUNDS.contains(price.structure().model()))
                    .toList();
            if (bound.priceIds().isEmpty()
                    && covered.isEmpty()
                    && prices.keySet().containsAll(phase.priceIds())) {
                faults.add(new Violation(pointer, "has nothing to hold for: the phase has no usage price"));
            }
            covered.stream()
                    .filter(price -> !cadence(price).equals(cadence(covered.get(0))))
                    .findFirst()
                    .ifPresent(other -> faults.add(new Violation(
                            pointer + "/priceIds",
                            "covers '" + covered.get(0).id() + "', billed " + cadence(covered.get(0)) + ", and '"
                                    + other.id() + "', billed " + cadence(other)
                                    + "; name prices that are billed equally often")));
        }
        return faults;
    }

    private List<Violation> named(List<PriceId> scope, Set<Model> refused, String at, String why) {
        List<Violation> faults = new ArrayList<>();
        for (int index = 0; index < scope.size(); index++) {
            PriceRecord price = prices.get(scope.get(index));
            if (price != null && refused.contains(price.structure().model())) {
                faults.add(new Violation(
                        at + "/priceIds/" + index,
                        "'" + price.id() + "' is a " + price.structure().model() + " price, " + why
                                + "; leave it out"));
            }
        }
        return faults;
    }

    private List<PriceRecord> covered(List<PriceId> scope) {
        return (scope.isEmpty() ? phase.priceIds() : scope)
                .stream().map(prices::get).filter(Objects::nonNull).toList();
    }

    private static boolean has(List<PriceRecord> prices, Set<Model> models) {
        return prices.stream()
                .anyMatch(price -> models.contains(price.structure().model()));
    }

    private static String cadence(PriceRecord price) {
        return price.interval() == 1
                ? price.frequency().name()
                : "every " + price.interval() + " of " + price.frequency();
    }
}
