package io.tallyhouse.kernel.aggregation;

import java.math.BigDecimal;
import java.util.Optional;

/** How the events of a period become one number. */
public enum Aggregation {
    /** The number of events. Empty is 0. */
    COUNT {
        @Override
        public boolean needsProperty() {
            return false;
        }

        @Override
        public Optional<BigDecimal> emptyResult() {
            return Optional.of(BigDecimal.ZERO);
        }

        @Override
        BigDecimal merge(BigDecimal left, BigDecimal right) {
            return left.add(right);
        }
    },
    /** The sum of a numeric property. Empty is 0. */
    SUM {
        @Override
        public boolean needsProperty() {
            return true;
        }

        @Override
        public Optional<BigDecimal> emptyResult() {
            return Optional.of(BigDecimal.ZERO);
        }

        @Override
        BigDecimal merge(BigDecimal left, BigDecimal right) {
            return left.add(right);
        }
    },
    /** The greatest value of a numeric property. Empty has no value. */
    MAX {
        @Override
        public boolean needsProperty() {
            return true;
        }

        @Override
        public Optional<BigDecimal> emptyResult() {
            return Optional.empty();
        }

        @Override
        BigDecimal merge(BigDecimal left, BigDecimal right) {
            return left.max(right);
        }
    };

    public abstract boolean needsProperty();

    /** What a period without events comes to; empty where there is no such number (priced as 0). */
    public abstract Optional<BigDecimal> emptyResult();

    /** True where an event's part can be subtracted; otherwise a retraction recomputes the slot from contributions. */
    public boolean isInvertible() {
        return this != MAX;
    }

    abstract BigDecimal merge(BigDecimal left, BigDecimal right);
}
