package io.tallyhouse.ingest.reject;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import java.time.Instant;
import java.util.List;

/** What became of a replay. */
public sealed interface ReplayOutcome {
    /** There is no such rejected record. */
    record Unknown() implements ReplayOutcome {}

    /** Its event was accepted before; nothing was done. */
    record ReplayedBefore(Instant at) implements ReplayOutcome {}

    /** It is no event still; nothing was done. */
    record StillInvalid(List<Violation> violations) implements ReplayOutcome {
        public StillInvalid {
            violations = List.copyOf(violations);
        }
    }

    /** The log has its event. */
    record Replayed(IntakeReceipt receipt) implements ReplayOutcome {}
}
