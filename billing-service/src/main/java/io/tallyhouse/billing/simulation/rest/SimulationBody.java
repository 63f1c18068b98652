package io.tallyhouse.billing.simulation.rest;

import io.tallyhouse.billing.simulation.Simulation;
import io.tallyhouse.billing.simulation.Simulation.State;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructureInput;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code {"months","customerIds"?,"prices":[{"priceId","structure"}]}}: the invoices of the last whole months up to today, by
 * the tenant's clock in UTC.
 */
final class SimulationBody {
    private static final int MONTHS_MAX = 60;
    private static final int CUSTOMERS_MAX = 10_000;
    private static final int PRICES_MAX = 200;

    private SimulationBody() {}

    private record Candidate(PriceId priceId, PriceStructure structure) {}

    static Simulation read(JsonInput input, TenantId tenant, String id, Instant now) {
        Field<Integer> months = input.integer("months", 1, MONTHS_MAX).required();
        Field<List<String>> customers = input.texts("customerIds")
                .check(
                        ids -> ids.size() <= CUSTOMERS_MAX && ids.stream().allMatch(IdGrammar::accepts),
                        "must be up to " + CUSTOMERS_MAX + " ids of customers; leave it out for all");
        Field<List<Candidate>> prices = input.objects("prices", SimulationBody::candidate)
                .required()
                .check(
                        list -> !list.isEmpty() && list.size() <= PRICES_MAX,
                        "must be 1 to " + PRICES_MAX + " prices with what they would be");
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return input.build(() -> new Simulation(
                tenant,
                id,
                today.minusMonths(months.get()).plusDays(1),
                today,
                customers.or(List.of()).stream().map(CustomerId::new).toList(),
                byId(prices.get()),
                State.RUNNING,
                0,
                0,
                now));
    }

    private static Map<PriceId, PriceStructure> byId(List<Candidate> candidates) {
        Map<PriceId, PriceStructure> byId = new LinkedHashMap<>();
        candidates.forEach(candidate -> byId.put(candidate.priceId(), candidate.structure()));
        return byId;
    }

    private static Candidate candidate(JsonInput input) {
        Field<PriceId> priceId = input.id("priceId").required().map(PriceId::new);
        Field<PriceStructure> structure =
                input.object("structure", PriceStructureInput::read).required();
        return input.build(() -> new Candidate(priceId.get(), structure.get()));
    }
}
