package io.tallyhouse.billing.recheck;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.billing.schedule.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** What a schedule as it would be makes of the invoices that it has made. Stores nothing. */
@ApplicationScoped
public class PreviewAdjustments {
    private final Rechecks rechecks;
    private final RateAgain rateAgain;

    PreviewAdjustments(Rechecks rechecks, RateAgain rateAgain) {
        this.rechecks = rechecks;
        this.rateAgain = rateAgain;
    }

    /** What would be owed otherwise of the invoice of that date. */
    public record PreviewedAdjustment(LocalDate sourceDate, List<Difference> differences) {
        public PreviewedAdjustment {
            differences = List.copyOf(differences);
        }
    }

    /** @param candidate activated; its prices are pinned */
    public Uni<List<PreviewedAdjustment>> execute(Schedule candidate) {
        return rechecks.doneRuns(candidate.record().tenant(), candidate.record().id())
                .chain(runs -> Multi.createFrom()
                        .iterable(runs)
                        .onItem()
                        .transformToUniAndConcatenate(run -> rateAgain
                                .execute(run, candidate)
                                .map(differences -> new PreviewedAdjustment(
                                        run.run().identity().invoiceDate(), differences)))
                        .filter(previewed -> !previewed.differences().isEmpty())
                        .collect()
                        .asList());
    }
}
