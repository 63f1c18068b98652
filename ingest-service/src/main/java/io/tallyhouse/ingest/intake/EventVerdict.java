package io.tallyhouse.ingest.intake;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.util.List;
import java.util.Optional;

/** What became of one sent event. */
public sealed interface EventVerdict {
    /**
     * Free of faults.
     *
     * @param isNamedHere it was sent without an id and has one made for it
     */
    record Valid(UsageEvent event, boolean isNamedHere) implements EventVerdict {
        public Valid(UsageEvent event) {
            this(event, false);
        }
    }

    /**
     * Not accepted.
     *
     * @param id as sent, if there was one, shortened
     * @param violations at least one; pointers start at the event
     */
    record Refused(Optional<String> id, List<Violation> violations) implements EventVerdict {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
