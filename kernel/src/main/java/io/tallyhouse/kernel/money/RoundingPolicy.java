package io.tallyhouse.kernel.money;

import java.math.RoundingMode;

/** How a computed amount becomes posted money. The house rounds a line once, half away from zero. */
public enum RoundingPolicy {
    HALF_UP(RoundingMode.HALF_UP),
    HALF_EVEN(RoundingMode.HALF_EVEN),
    UP(RoundingMode.UP),
    DOWN(RoundingMode.DOWN);

    private final RoundingMode mode;

    RoundingPolicy(RoundingMode mode) {
        this.mode = mode;
    }

    RoundingMode mode() {
        return mode;
    }
}
