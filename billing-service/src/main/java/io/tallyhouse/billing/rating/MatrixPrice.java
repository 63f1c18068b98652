package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.Consumption.GroupQuantity;
import io.tallyhouse.billing.rating.Consumption.Groups;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Each group of the metric by its own unit price: that of the first cell that matches it, or {@code otherwise}. A group
 * with a negative quantity is a negative quantity.
 */
record MatrixPrice(List<String> dimensions, List<Cell> cells, Amount otherwise, NegativeUsage negativeUsage)
        implements Price {
    /** @param match values by dimension; a dimension that is left out may have any */
    record Cell(Map<String, String> match, Amount unitPrice) {
        boolean matches(Map<String, String> group) {
            return group.entrySet().containsAll(match.entrySet());
        }
    }

    MatrixPrice {
        dimensions = List.copyOf(dimensions);
        cells = List.copyOf(cells);
    }

    @Override
    public CurrencyCode currency() {
        return otherwise.currency();
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Rated rate(Consumption used) {
        if (!(used instanceof Groups groups)) {
            throw new IllegalArgumentException("a MATRIX price needs the usage of each group");
        }
        Amount sum = Amount.zero(currency());
        List<RatingStep> steps = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (GroupQuantity group : groups.groups()) {
            Rated part = rate(group);
            sum = sum.plus(part.amount());
            steps.addAll(part.steps());
            parts.add(Figures.shown(part.amount()));
        }
        if (groups.groups().isEmpty()) {
            steps.add(RatingStep.of("CELL", "no group has usage: 0", BigDecimal.ZERO));
        }
        if (parts.size() > 1) {
            steps.add(RatingStep.of("SUM", String.join(" + ", parts) + " = " + Figures.shown(sum), sum.value()));
        }
        return new Rated(sum, steps);
    }

    private Rated rate(GroupQuantity used) {
        Optional<Cell> cell = cells.stream()
                .filter(candidate -> candidate.matches(used.group()))
                .findFirst();
        Amount unitPrice = cell.map(Cell::unitPrice).orElse(otherwise);
        String which = shown(used.group()) + (cell.isPresent() ? "" : ", which no cell names");
        Quantity quantity = used.quantity();
        return quantity.isNegative()
                ? negativeUsage.rate(currency(), quantity, mirrored -> charge(which, mirrored, unitPrice))
                : charge(which, quantity, unitPrice);
    }

    private static Rated charge(String which, Quantity quantity, Amount unitPrice) {
        Amount amount = unitPrice.times(quantity.value());
        String detail = "%s units of %s × %s = %s".formatted(quantity, which, unitPrice.text(), amount.text());
        return new Rated(amount, List.of(RatingStep.of("CELL", detail, amount.value())));
    }

    /** By dimension, in the price's order; what else the metric is grouped by does not matter here. */
    private String shown(Map<String, String> group) {
        return dimensions.stream()
                .map(dimension -> dimension + "=" + group.getOrDefault(dimension, "null"))
                .collect(Collectors.joining(", "));
    }
}
