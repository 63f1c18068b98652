package io.tallyhouse.metrics.seat;

import io.tallyhouse.contracts.metric.GroupKey;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * How many seats of a type there are.
 *
 * @param group the type
 * @param changedAt when the number last became another; the first total's time if it never did
 */
public record SeatBalance(GroupKey group, BigDecimal balance, Instant changedAt) {}
