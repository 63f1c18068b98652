package io.tallyhouse.kernel.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Half-open stretch {@code [from, to)} of instants. */
public record ServicePeriod(Instant from, Instant to) {
    public ServicePeriod {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " must be before to " + to);
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
