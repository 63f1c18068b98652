package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.problem.Violation;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as a caller sent it.
 *
 * @param faults of form and dates; references are checked by the use case
 * @param draft present exactly where there are no faults
 */
public record ScheduleRequest(ScheduleReferences references, List<Violation> faults, Optional<ScheduleDraft> draft) {
    public ScheduleRequest {
        faults = List.copyOf(faults);
        if (faults.isEmpty() != draft.isPresent()) {
            throw new IllegalArgumentException("draft is present with " + faults.size() + " faults");
        }
    }
}
