package io.tallyhouse.kernel.aggregation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the events of one slot come to: how many, their fingerprint and the value so far. Immutable.
 *
 * @param events number of counted events, never negative
 * @param value empty exactly when {@code events} is 0
 */
public record Slot(long events, Fingerprint fingerprint, Optional<SlotValue> value) {
    public static final Slot ZERO = new Slot(0, Fingerprint.ZERO, Optional.empty());

    public Slot {
        requireNonNull(fingerprint, "fingerprint is null");
        if (events < 0 || (events == 0) != value.isEmpty()) {
            throw new IllegalArgumentException("slot of " + events + " events cannot have the value " + value);
        }
    }

    /** One event with what it brings by {@link SlotForm#of}. */
    public static Slot ofEvent(Fingerprint digest, SlotValue value) {
        return new Slot(1, digest, Optional.of(value));
    }

    public boolean isZero() {
        return events == 0;
    }

    /** Both must be of this form and, where it is WEIGHTED, stand for the same stretch of time. */
    public Slot merge(Slot other, SlotForm form) {
        if (isZero()) {
            return other;
        }
        if (other.isZero()) {
            return this;
        }
        return new Slot(
                Math.addExact(events, other.events),
                fingerprint.plus(other.fingerprint),
                Optional.of(form.merge(value.orElseThrow(), other.value.orElseThrow())));
    }

    public Slot add(Fingerprint digest, SlotValue eventValue, SlotForm form) {
        return merge(ofEvent(digest, eventValue), form);
    }

    /** Takes one event back by subtraction; only for {@link SlotForm#isInvertible} forms. */
    public Slot retract(Fingerprint digest, SlotValue eventValue, SlotForm form) {
        if (!form.isInvertible()) {
            throw new IllegalArgumentException(form + " is retracted by recomputing the slot");
        }
        if (events == 1) {
            return ZERO;
        }
        return new Slot(
                events - 1, fingerprint.minus(digest), Optional.of(form.subtract(value.orElseThrow(), eventValue)));
    }

    /**
     * Takes one event back where it cannot be subtracted: the value is recomputed from what remains in the slot.
     *
     * @param remaining what the slot's other counted events brought, in any order
     */
    public Slot retractRecomputing(Fingerprint digest, Iterable<SlotValue> remaining, SlotForm form) {
        long count = 0;
        Optional<SlotValue> recomputed = Optional.empty();
        for (SlotValue value : remaining) {
            recomputed = Optional.of(recomputed.isEmpty() ? value : form.merge(recomputed.get(), value));
            count++;
        }
        if (count != events - 1) {
            throw new IllegalStateException(
                    "slot of " + events + " events keeps " + count + " contributions after a retraction");
        }
        return new Slot(events - 1, events == 1 ? Fingerprint.ZERO : fingerprint.minus(digest), recomputed);
    }
}
