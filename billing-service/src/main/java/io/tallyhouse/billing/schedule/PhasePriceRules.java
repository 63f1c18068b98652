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
final class PhasePriceRules {
    private static final Set<Model> WITHOUT_FREE_UNITS =
            EnumSet.of(Model.FLAT, Model.MATRIX, Model.DYNAMIC, Model.SEAT);
    /** A seat price has minimum seats of its own. */
    private static final Set<Model> WITHOUT_BOUNDS = EnumSet.of(Model.FLAT, Model.SEAT);

    private PhasePriceRules() {}

    /** @param at JSON pointer of the phase */
    static List<Violation> violations(PhaseRecord phase, Map<PriceId, PriceRecord> prices, String at) {
        List<Violation> faults = new ArrayList<>();
        for (int index = 0; index < phase.discounts().size(); index++) {
            discountFaults(phase, phase.discounts().get(index), prices, at + "/discounts/" + index, faults);
        }
        boundFaults(phase, phase.minimums(), prices, at + "/minimums", faults);
        boundFaults(phase, phase.maximums(), prices, at + "/maximums", faults);
        return faults;
    }

    private static void discountFaults(
            PhaseRecord phase,
            PhaseDiscount discount,
            Map<PriceId, PriceRecord> prices,
            String at,
            List<Violation> faults) {
        List<PriceRecord> covered = covered(phase, discount.priceIds(), prices);
        if (discount.type() == PhaseDiscount.Type.FREE_UNITS) {
            named(discount.priceIds(), prices, WITHOUT_FREE_UNITS, at, faults, "which has no free units");
            if (discount.priceIds().isEmpty() && has(covered, WITHOUT_FREE_UNITS)) {
                faults.add(new Violation(
                        at + "/priceIds",
                        "is required: the phase has prices without free units (" + WITHOUT_FREE_UNITS
                                + "); name the others"));
            }
        }
        boolean someSeats = covered.stream().anyMatch(price -> price.structure().model() == Model.SEAT);
        if (discount.seats() != SeatScope.ALL && !someSeats && !covered.isEmpty()) {
            faults.add(new Violation(
                    at + "/seats",
                    "'" + discount.seats() + "' needs a SEAT price among those it lowers; leave it out, or name one in"
                            + " priceIds"));
        }
    }

    private static void boundFaults(
            PhaseRecord phase,
            List<PhaseBound> bounds,
            Map<PriceId, PriceRecord> prices,
            String at,
            List<Violation> faults) {
        for (int index = 0; index < bounds.size(); index++) {
            PhaseBound bound = bounds.get(index);
            String pointer = at + "/" + index;
            named(bound.priceIds(), prices, WITHOUT_BOUNDS, pointer, faults, "and this is for usage prices only");
            List<PriceRecord> covered = covered(phase, bound.priceIds(), prices).stream()
                    .filter(price -> !WITHOUT_BOUNDS.contains(price.structure().model()))
                    .toList();
            if (bound.priceIds().isEmpty()
                    && covered.isEmpty()
                    && prices.keySet().containsAll(phase.priceIds())) {
                faults.add(new Violation(pointer, "has nothing to hold for: the phase has no usage price"));
            }
            covered.stream()
                    .filter(price -> !price.frequency().equals(covered.get(0).frequency())
                            || price.interval() != covered.get(0).interval())
                    .findFirst()
                    .ifPresent(other -> faults.add(new Violation(
                            pointer + "/priceIds",
                            "covers '" + covered.get(0).id() + "', billed " + cadence(covered.get(0)) + ", and '"
                                    + other.id() + "', billed " + cadence(other)
                                    + "; name prices that are billed equally often")));
        }
    }

    private static void named(
            List<PriceId> scope,
            Map<PriceId, PriceRecord> prices,
            Set<Model> refused,
            String at,
            List<Violation> faults,
            String why) {
        for (int index = 0; index < scope.size(); index++) {
            PriceRecord price = prices.get(scope.get(index));
            if (price != null && refused.contains(price.structure().model())) {
                faults.add(new Violation(
                        at + "/priceIds/" + index,
                        "'" + price.id() + "' is a " + price.structure().model() + " price, " + why
                                + "; leave it out"));
            }
        }
    }

    private static List<PriceRecord> covered(PhaseRecord phase, List<PriceId> scope, Map<PriceId, PriceRecord> prices) {
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
