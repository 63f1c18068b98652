package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one problem of everything that was found wrong with a schedule. */
final class ScheduleFaults {
    private ScheduleFaults() {}

    static Optional<Problem> problem(List<Violation> faults, CheckedReferences references) {
        List<Violation> all = new ArrayList<>(faults);
        all.addAll(references.unfit());
        boolean onlyUnknown = all.isEmpty();
        all.addAll(references.unknown());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ProblemType type = onlyUnknown ? ProblemType.UNKNOWN_REFERENCE : ProblemType.INVALID_INPUT;
        String detail = all.size() == 1
                ? all.get(0).pointer() + " " + all.get(0).detail()
                : "the schedule has " + all.size() + " faults; see errors";
        return Optional.of(new Problem(type, detail, all));
    }
}
