package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import jakarta.enterprise.context.ApplicationScoped;

/** Whose usage a schedule would bill now. A run takes its own when it is found due. */
@ApplicationScoped
public class FindBilled {
    private final Catalogue catalogue;

    FindBilled(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Uni<Billed> execute(ScheduleRecord schedule) {
        RollUp rollUp = schedule.options().rollUp();
        return catalogue.customer(schedule.tenant(), schedule.customerId()).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Billed.unknown(schedule.customerId()));
            }
            return rollUp == RollUp.NONE
                    ? Uni.createFrom().item(Billed.alone(found.get()))
                    : catalogue
                            .descendantsNow(schedule.tenant(), schedule.customerId())
                            .map(children -> Billed.family(rollUp, found.get(), children));
        });
    }
}
