package io.tallyhouse.contracts.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * An alias that is a customer's for a part of time, the other parts being another's or nobody's.
 *
 * @param from first moment; empty if it was the customer's ever before
 * @param to first moment at which it is the customer's no more; empty if there is no end
 */
public record AliasSpan(String alias, Optional<Instant> from, Optional<Instant> to) {
    public AliasSpan {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("alias '" + alias + "' from " + from + " must be before to " + to);
        }
    }

    public boolean contains(Instant instant) {
        return from.map(start -> !instant.isBefore(start)).orElse(true)
                && to.map(instant::isBefore).orElse(true);
    }
}
