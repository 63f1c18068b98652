package io.tallyhouse.kernel.aggregation;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;

/**
 * What the events of one slot come to under one aggregation: how many, their fingerprint and the value so far. The
 * value of an empty slot is empty. Immutable.
 *
 * @param events number of counted events, never negative
 * @param value sum (COUNT, SUM) or greatest value (MAX); empty exactly when {@code events} is 0
 */
public record Slot(long events, Fingerprint fingerprint, Optional<BigDecimal> value) {
    public static final Slot ZERO = new Slot(0, Fingerprint.ZERO, Optional.empty());

    public Slot {
        requireNonNull(fingerprint, "fingerprint is null");
        value = value.map(Decimals::canonical);
        if (events < 0 || (events == 0) != value.isEmpty()) {
            throw new IllegalArgumentException("slot of " + events + " events cannot have the value " + value);
        }
    }

    /** One event; {@code value} is 1 for COUNT and the property's number for the others. */
    public static Slot ofEvent(Fingerprint digest, BigDecimal value) {
        return new Slot(1, digest, Optional.of(value));
    }

    public boolean isZero() {
        return events == 0;
    }

    public Slot merge(Slot other, Aggregation aggregation) {
        if (isZero()) {
            return other;
        }
        if (other.isZero()) {
            return this;
        }
        return new Slot(
                Math.addExact(events, other.events),
                fingerprint.plus(other.fingerprint),
                Optional.of(aggregation.merge(value.orElseThrow(), other.value.orElseThrow())));
    }

    public Slot add(Fingerprint digest, BigDecimal eventValue, Aggregation aggregation) {
        return merge(ofEvent(digest, eventValue), aggregation);
    }

    /** Takes one event back by subtraction; only for {@link Aggregation#isInvertible} aggregations. */
    public Slot retract(Fingerprint digest, BigDecimal eventValue, Aggregation aggregation) {
        if (!aggregation.isInvertible()) {
            throw new IllegalArgumentException(aggregation + " is retracted by recomputing the slot");
        }
        if (events == 1) {
            return ZERO;
        }
        return new Slot(
                events - 1,
                fingerprint.minus(digest),
                Optional.of(value.orElseThrow().subtract(eventValue)));
    }

    /**
     * Takes one event back where it cannot be subtracted: the value is recomputed from what remains in the slot.
     *
     * @param remaining the values of the slot's other counted events, in any order
     */
    public Slot retractRecomputing(Fingerprint digest, Iterable<BigDecimal> remaining, Aggregation aggregation) {
        long count = 0;
        Optional<BigDecimal> recomputed = Optional.empty();
        for (BigDecimal value : remaining) {
            recomputed = Optional.of(recomputed.isEmpty() ? value : aggregation.merge(recomputed.get(), value));
            count++;
        }
        if (count != events - 1) {
            throw new IllegalStateException(
                    "slot of " + events + " events keeps " + count + " contributions after a retraction");
        }
        return new Slot(events - 1, events == 1 ? Fingerprint.ZERO : fingerprint.minus(digest), recomputed);
    }

    /** What these slots come to over a period: the merged value, or the aggregation's empty result. */
    public static Optional<BigDecimal> result(Collection<Slot> slots, Aggregation aggregation) {
        Slot whole = slots.stream().reduce(ZERO, (left, right) -> left.merge(right, aggregation));
        return whole.value().or(aggregation::emptyResult);
    }
}
