package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.id.PriceId;
import java.math.BigDecimal;
import java.util.List;

/**
 * A minimum or a maximum of what some usage prices come to in a period.
 *
 * @param amount of the schedule's currency for a whole period; a part of one has its part by days
 * @param priceIds the prices that count together; empty for all usage prices of the phase
 */
public record PhaseBound(BigDecimal amount, List<PriceId> priceIds) {
    public PhaseBound {
        priceIds = List.copyOf(priceIds);
    }

    public boolean covers(PriceId price) {
        return priceIds.isEmpty() || priceIds.contains(price);
    }
}
