package io.tallyhouse.billing.simulation;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A question about other prices.
 *
 * @param from first invoice date that is rated, and {@code to} the last; days of each schedule's zone
 * @param customers whose schedules are rated; empty for all
 * @param candidates what some prices would be
 * @param done how many schedules were rated, of {@code total}
 * @param createdAt by the tenant's clock
 */
public record Simulation(
        TenantId tenant,
        String id,
        LocalDate from,
        LocalDate to,
        List<CustomerId> customers,
        Map<PriceId, PriceStructure> candidates,
        State state,
        long done,
        long total,
        Instant createdAt) {
    /** How far it is. */
    public enum State {
        RUNNING,
        DONE
    }

    public Simulation {
        customers = List.copyOf(customers);
        candidates = Map.copyOf(candidates);
    }
}
