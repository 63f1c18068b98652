package io.tallyhouse.billing.simulation;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The simulations of all tenants. */
public interface Simulations {
    /** Keeps a new one; answers it with how many schedules it will go through. */
    Uni<Simulation> add(Simulation simulation);

    Uni<Optional<Simulation>> find(TenantId tenant, String id);

    /** Those with the greatest gain first, at most {@code limit}; beginning after so many. */
    Uni<List<SimulatedAmount>> amounts(TenantId tenant, String id, int offset, int limit);

    Uni<List<Summary>> summaries(TenantId tenant, String id);

    /**
     * Locks a simulation that nobody else has locked, asks what its next schedules come to, and keeps that with its
     * place. Answers how many schedules it took up; 0 if there is nothing to simulate.
     */
    Uni<Integer> advance(BiFunction<Simulation, Schedule, Uni<SimulatedAmount>> rating);

    /**
     * What a simulation came to in a currency.
     *
     * @param winners customers who would pay less
     * @param losers customers who would pay more
     */
    record Summary(String currency, BigDecimal before, BigDecimal after, long customers, long winners, long losers) {}
}
