package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RequestedLine;
import java.util.ArrayList;
import java.util.List;

/**
 * All lines of an invoice date, phase by phase: charges in their order, then discounts that stand alone, then minimums and
 * maximums. The order of steps is the design's: quantity, price, proration, discounts, one rounding, bounds.
 */
public final class RateDocument {
    private RateDocument() {}

    /** The charges of one phase and what the phase adds to them. */
    public record PhasePart(List<PricedCharge> charges, PhaseConditions conditions) {
        public PhasePart {
            charges = List.copyOf(charges);
        }
    }

    public static List<RequestedLine> rate(List<PhasePart> parts) {
        List<RequestedLine> lines = new ArrayList<>();
        parts.stream().filter(part -> !part.charges().isEmpty()).forEach(part -> {
            PhaseBill bill = new PhaseBill(part);
            lines.addAll(bill.lines());
            lines.addAll(new PhaseBounds(part.conditions(), bill).lines());
        });
        return lines;
    }
}
