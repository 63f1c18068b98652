package io.tallyhouse.kernel.aggregation;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a metric's result is rounded, once, after all else.
 *
 * @param digits after the point; below 0 whole tens, hundreds and so on
 */
public record ResultRounding(Mode mode, int digits) {
    public static final int DIGITS_MAX = 9;

    /** Directions as commerce means them. */
    public enum Mode {
        /** Away from zero. */
        UP(RoundingMode.UP),
        /** Towards zero. */
        DOWN(RoundingMode.DOWN),
        /** To the nearest; halves away from zero. */
        HALF_UP(RoundingMode.HALF_UP);

        private final RoundingMode mode;

        Mode(RoundingMode mode) {
            this.mode = mode;
        }
    }

    public ResultRounding {
        requireNonNull(mode, "mode is null");
        if (Math.abs(digits) > DIGITS_MAX) {
            throw new IllegalArgumentException("digits " + digits + " must be -9 to 9");
        }
    }

    BigDecimal round(BigDecimal value) {
        return Decimals.canonical(value.setScale(digits, mode.mode));
    }
}
