package io.tallyhouse.ingest.intake;

import io.tallyhouse.contracts.problem.Violation;
import java.util.List;
import java.util.Optional;

/**
 * What became of a request's events. Accepted, quarantined, duplicates and errors add up to what was sent.
 *
 * @param accepted events that the log has and the meter takes
 * @param quarantined events that the log has and that count once they are released
 * @param duplicatesInRequest events that repeat, unchanged, the one of the same identity before them
 * @param errors events that were refused, in the order sent
 */
public record IntakeReceipt(int accepted, int quarantined, int duplicatesInRequest, List<RefusedEvent> errors) {
    public IntakeReceipt {
        errors = List.copyOf(errors);
    }

    /** True if events were sent and every one was refused. */
    public boolean nothingValid() {
        return accepted == 0 && quarantined == 0 && !errors.isEmpty();
    }

    /**
     * One refused event.
     *
     * @param index place in the request, from 0
     * @param errors pointers start at the event
     */
    public record RefusedEvent(int index, Optional<String> id, List<Violation> errors) {
        public RefusedEvent {
            errors = List.copyOf(errors);
        }
    }
}
