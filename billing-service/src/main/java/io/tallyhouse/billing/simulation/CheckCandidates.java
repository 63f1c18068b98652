package io.tallyhouse.billing.simulation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Matrix;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of each candidate whether it can take the place of the price that it names: it must look at the same usage. */
@ApplicationScoped
public class CheckCandidates {
    private final Catalogue catalogue;

    CheckCandidates(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Uni<List<Violation>> execute(Simulation simulation) {
        List<PriceId> ids = List.copyOf(simulation.candidates().keySet());
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(
                        id -> catalogue.price(simulation.tenant(), id).map(found -> fault(id, found, simulation)))
                .collect()
                .asList()
                .map(faults -> {
                    List<Violation> violations = new ArrayList<>();
                    faults.forEach(
                            fault -> fault.ifPresent(detail -> violations.add(new Violation("/prices", detail))));
                    return violations;
                });
    }

    private static Optional<String> fault(PriceId id, Optional<PriceRecord> found, Simulation simulation) {
        if (found.isEmpty()) {
            return Optional.of("'" + id + "' is not a known price");
        }
        PriceStructure now = found.get().structure();
        PriceStructure then = simulation.candidates().getOrDefault(id, now);
        boolean fits = (now instanceof Flat) == (then instanceof Flat)
                && (now instanceof Seat) == (then instanceof Seat)
                && (then instanceof Matrix matrix
                        ? now instanceof Matrix known && known.dimensions().containsAll(matrix.dimensions())
                        : true);
        return fits
                ? Optional.empty()
                : Optional.of("'" + id + "' is " + now.model() + " and cannot be simulated as " + then.model()
                        + ": it would look at other usage; a fixed price stays fixed, seats stay seats, and a MATRIX needs"
                        + " the dimensions of the price");
    }
}
