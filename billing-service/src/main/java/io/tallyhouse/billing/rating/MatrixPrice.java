package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.Consumption.GroupQuantity;
import io.tallyhouse.billing.rating.Consumption.Groups;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Each group of the metric by its own unit price: that of the first cell that matches it, or {@code otherwise}. A group
 * with a negative quantity costs nothing, or is credited if the price allows that.
 */
record MatrixPrice(List<Cell> cells, Amount otherwise, NegativeUsage negativeUsage) implements Price {
    /** @param match values by dimension; a dimension that is left out may have any */
    record Cell(Map<String, String> match, Amount unitPrice) {
        Cell {
            match = Collections.unmodifiableMap(new TreeMap<>(match));
        }

        boolean matches(Map<String, String> group) {
            return group.entrySet().containsAll(match.entrySet());
        }
    }

    MatrixPrice {
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
        List<Cell> known = new ArrayList<>(cells);
        known.add(new Cell(Map.of(), otherwise));
        List<Tally> tallies = known.stream().map(Tally::new).toList();
        long negative = 0;
        for (GroupQuantity group : groups.groups()) {
            if (group.quantity().isNegative() && negativeUsage == NegativeUsage.COSTS_NOTHING) {
                negative++;
                continue;
            }
            tallies.stream()
                    .filter(tally -> tally.cell.matches(group.group()))
                    .findFirst()
                    .orElseThrow()
                    .take(group.quantity());
        }
        return bill(tallies.stream().filter(tally -> tally.groups > 0).toList(), negative);
    }

    private Rated bill(List<Tally> tallies, long negative) {
        Amount sum = Amount.zero(currency());
        List<RatingStep> steps = new ArrayList<>();
        for (Tally tally : tallies) {
            steps.add(tally.step());
            sum = sum.plus(tally.amount());
        }
        if (negative > 0) {
            steps.add(RatingStep.of("NEGATIVE", negative + " groups with a negative quantity cost nothing"));
        }
        if (tallies.isEmpty() && negative == 0) {
            steps.add(RatingStep.of("CELL", "no group has usage: 0", BigDecimal.ZERO));
        }
        if (tallies.size() > 1) {
            String parts =
                    tallies.stream().map(tally -> Figures.shown(tally.amount())).collect(Collectors.joining(" + "));
            steps.add(RatingStep.of("SUM", parts + " = " + Figures.shown(sum), sum.value()));
        }
        return new Rated(sum, steps);
    }

    /** What one cell prices: steps grow with the price's cells, not with the usage's groups. */
    private static final class Tally {
        private final Cell cell;
        private Quantity units = Quantity.ZERO;
        private long groups;

        Tally(Cell cell) {
            this.cell = cell;
        }

        void take(Quantity quantity) {
            units = units.plus(quantity);
            groups++;
        }

        Amount amount() {
            return cell.unitPrice().times(units.value());
        }

        RatingStep step() {
            String which = cell.match().isEmpty()
                    ? "what no cell names"
                    : cell.match().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining(", "));
            String detail = "%s units of %s in %d groups × %s = %s"
                    .formatted(units, which, groups, cell.unitPrice().text(), amount().text());
            return RatingStep.of("CELL", detail, amount().value());
        }
    }
}
