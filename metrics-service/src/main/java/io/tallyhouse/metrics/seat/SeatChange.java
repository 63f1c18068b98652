package io.tallyhouse.metrics.seat;

import io.tallyhouse.contracts.metric.GroupKey;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The number of a customer's seats of a type became another.
 *
 * @param group the type
 */
public record SeatChange(Instant at, GroupKey group, BigDecimal before, BigDecimal after) {
    /** 0 if seats were removed. */
    public BigDecimal added() {
        return after.subtract(before).max(BigDecimal.ZERO);
    }

    /** 0 if seats were added. */
    public BigDecimal removed() {
        return before.subtract(after).max(BigDecimal.ZERO);
    }
}
