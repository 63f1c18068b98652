package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.money.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What was used, as far as a price looks into it. */
public sealed interface Consumption {
    /** The whole of it, in the metric's units. */
    Quantity total();

    /** The same with every figure changed. */
    Consumption map(UnaryOperator<Quantity> change);

    static Consumption of(Quantity quantity) {
        return new Total(quantity);
    }

    /** One figure. */
    record Total(Quantity total) implements Consumption {
        public Total {
            requireNonNull(total, "total is null");
        }

        @Override
        public Consumption map(UnaryOperator<Quantity> change) {
            return new Total(change.apply(total));
        }
    }

    /** @param amounts what each event brings, in the order of time */
    record Events(List<Quantity> amounts) implements Consumption {
        public Events {
            amounts = List.copyOf(amounts);
        }

        @Override
        public Quantity total() {
            return amounts.stream().reduce(Quantity.ZERO, Quantity::plus);
        }

        @Override
        public Consumption map(UnaryOperator<Quantity> change) {
            return new Events(amounts.stream().map(change).toList());
        }
    }

    /** The usage of each group of a metric. */
    record Groups(List<GroupQuantity> groups) implements Consumption {
        public Groups {
            groups = List.copyOf(groups);
        }

        @Override
        public Quantity total() {
            return groups.stream().map(GroupQuantity::quantity).reduce(Quantity.ZERO, Quantity::plus);
        }

        @Override
        public Consumption map(UnaryOperator<Quantity> change) {
            List<GroupQuantity> changed = new ArrayList<>();
            groups.forEach(group -> changed.add(new GroupQuantity(group.group(), change.apply(group.quantity()))));
            return new Groups(changed);
        }
    }

    /**
     * A part of what fills a price's tiers, packages or free units: what it costs is what the cost grows by.
     *
     * @param before what came before it
     * @param whole both together
     */
    record Accumulated(Consumption before, Consumption whole) implements Consumption {
        @Override
        public Quantity total() {
            return whole.total().minus(before.total());
        }

        @Override
        public Consumption map(UnaryOperator<Quantity> change) {
            return new Accumulated(before.map(change), whole.map(change));
        }
    }

    /**
     * Seats day by day, from the day that a charge counts from.
     *
     * @param opening before the first day
     * @param days the highest total reported on each day, or the one before where none was
     */
    record Seats(Quantity opening, List<Quantity> days) implements Consumption {
        public Seats {
            days = List.copyOf(days);
        }

        /** The most of any day. */
        @Override
        public Quantity total() {
            return days.stream().reduce(opening, Quantities::max);
        }

        @Override
        public Consumption map(UnaryOperator<Quantity> change) {
            return new Seats(change.apply(opening), days.stream().map(change).toList());
        }
    }

    /** @param group values by property; a property that the events lack is left out */
    record GroupQuantity(Map<String, String> group, Quantity quantity) {
        public GroupQuantity {
            group = Collections.unmodifiableMap(new TreeMap<>(group));
            requireNonNull(quantity, "quantity is null");
        }
    }
}
