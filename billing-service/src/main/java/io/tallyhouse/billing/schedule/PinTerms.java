package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks up the terms that a schedule would have if it were activated now. */
@ApplicationScoped
public class PinTerms {
    private final CheckReferences checkReferences;

    PinTerms(CheckReferences checkReferences) {
        this.checkReferences = checkReferences;
    }

    public Uni<Pinned> execute(ScheduleRecord schedule) {
        return checkReferences
                .execute(schedule.tenant(), ScheduleReferences.of(schedule))
                .map(references -> new Pinned(references, terms(references)));
    }

    private static Optional<PinnedTerms> terms(CheckedReferences references) {
        return references
                .customer()
                .filter(customer ->
                        references.unknown().isEmpty() && references.unfit().isEmpty())
                .map(customer -> new PinnedTerms(customer.timeZone(), references.prices(), references.metrics()));
    }

    /**
     * What was found.
     *
     * @param terms empty where a reference is unknown or unfit
     */
    public record Pinned(CheckedReferences references, Optional<PinnedTerms> terms) {
        /** Everything that keeps the schedule from being activated, if anything does. */
        public Optional<io.tallyhouse.contracts.problem.Problem> problem() {
            return ScheduleFaults.problem(java.util.List.of(), references);
        }
    }
}
