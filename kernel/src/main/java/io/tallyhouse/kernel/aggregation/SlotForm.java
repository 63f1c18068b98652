package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.aggregation.SlotValue.Weighted;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** What is kept of a slot's events: how one gives a value, and how two values become one. */
public enum SlotForm {
    TOTAL(true) {
        @Override
        public SlotValue of(SlotEvent event) {
            return new Total(event.number());
        }

        @Override
        SlotValue merge(SlotValue left, SlotValue right) {
            return new Total(((Total) left).sum().add(((Total) right).sum()));
        }

        @Override
        SlotValue subtract(SlotValue from, SlotValue part) {
            return new Total(((Total) from).sum().subtract(((Total) part).sum()));
        }
    },
    LEAST(false) {
        @Override
        public SlotValue of(SlotEvent event) {
            return new Extreme(event.number());
        }

        @Override
        SlotValue merge(SlotValue left, SlotValue right) {
            return new Extreme(((Extreme) left).number().min(((Extreme) right).number()));
        }
    },
    GREATEST(false) {
        @Override
        public SlotValue of(SlotEvent event) {
            return new Extreme(event.number());
        }

        @Override
        SlotValue merge(SlotValue left, SlotValue right) {
            return new Extreme(((Extreme) left).number().max(((Extreme) right).number()));
        }
    },
    NEWEST(false) {
        @Override
        public SlotValue of(SlotEvent event) {
            return new Newest(event.number(), event.time(), event.id());
        }

        @Override
        SlotValue merge(SlotValue left, SlotValue right) {
            return Newest.later((Newest) left, (Newest) right);
        }
    },
    WEIGHTED(true) {
        @Override
        public SlotValue of(SlotEvent event) {
            return new Weighted(
                    event.number(), event.number().multiply(seconds(Duration.between(event.time(), event.slotEnd()))));
        }

        @Override
        SlotValue merge(SlotValue left, SlotValue right) {
            Weighted a = (Weighted) left;
            Weighted b = (Weighted) right;
            return new Weighted(a.delta().add(b.delta()), a.deltaSeconds().add(b.deltaSeconds()));
        }

        @Override
        SlotValue subtract(SlotValue from, SlotValue part) {
            Weighted a = (Weighted) from;
            Weighted b = (Weighted) part;
            return new Weighted(a.delta().subtract(b.delta()), a.deltaSeconds().subtract(b.deltaSeconds()));
        }
    };

    private final boolean invertible;

    SlotForm(boolean invertible) {
        this.invertible = invertible;
    }

    /**
     * What an event brings into its slot.
     *
     * @param number 1 where events are counted, a member's 1 (there) or 0 (gone), else the event's number
     * @param id sets events of the same time in order
     */
    public record SlotEvent(BigDecimal number, Instant time, String id, Instant slotEnd) {}

    public abstract SlotValue of(SlotEvent event);

    /** True where an event's part can be subtracted; otherwise a retraction recomputes the slot from what remains. */
    public boolean isInvertible() {
        return invertible;
    }

    abstract SlotValue merge(SlotValue left, SlotValue right);

    SlotValue subtract(SlotValue from, SlotValue part) {
        throw new IllegalArgumentException(this + " is retracted by recomputing the slot");
    }

    static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }
}
