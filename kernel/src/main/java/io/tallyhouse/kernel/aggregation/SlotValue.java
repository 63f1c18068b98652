package io.tallyhouse.kernel.aggregation;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/** What a slot's events come to so far. Which of them a slot has is said by its {@link SlotForm}. */
public sealed interface SlotValue {
    /** The sum of the events' numbers. */
    record Total(BigDecimal sum) implements SlotValue {
        public Total {
            sum = Decimals.canonical(sum);
        }
    }

    /** The least or greatest of the events' numbers. */
    record Extreme(BigDecimal number) implements SlotValue {
        public Extreme {
            number = Decimals.canonical(number);
        }
    }

    /** The number of the event with the greatest (time, id); of equal ones the greatest number. */
    record Newest(BigDecimal number, Instant time, String id) implements SlotValue {
        private static final Comparator<Newest> ORDER =
                Comparator.comparing(Newest::time).thenComparing(Newest::id).thenComparing(Newest::number);

        public Newest {
            number = Decimals.canonical(number);
            requireNonNull(time, "time is null");
            requireNonNull(id, "id is null");
        }

        static Newest later(Newest left, Newest right) {
            return ORDER.compare(left, right) >= 0 ? left : right;
        }
    }

    /**
     * Changes of a level within one slot.
     *
     * @param delta their sum
     * @param deltaSeconds the sum of each one times the seconds from it to the slot's end
     */
    record Weighted(BigDecimal delta, BigDecimal deltaSeconds) implements SlotValue {
        public Weighted {
            delta = Decimals.canonical(delta);
            deltaSeconds = Decimals.canonical(deltaSeconds);
        }
    }
}
