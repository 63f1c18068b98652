package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which options a schedule may have. */
public final class OptionRules {
    private OptionRules() {}

    public static List<Violation> violations(
            ScheduleOptions options, Optional<LocalDate> endDate, Optional<CurrencyCode> currency) {
        List<Violation> faults = new ArrayList<>();
        currency.flatMap(code -> PhaseTermsRules.amountFault(options.lateUsage().threshold(), code))
                .ifPresent(detail -> faults.add(new Violation("/lateUsage/threshold", detail)));
        if (options.renewal().isPresent() && endDate.isEmpty()) {
            faults.add(new Violation(
                    "/renewal", "needs an endDate to follow; a schedule without one goes on anyway: leave it out"));
        }
        return faults;
    }
}
