package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.rest.IntakeResponse.EventErrors;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The problem of a request none of whose events is valid (RFC 9457).
 *
 * @param errors by event, as in a request that was accepted in part
 */
record RefusedBatchDocument(
        String type, String title, int status, String detail, String instance, List<RefusedEvent> errors) {

    /**
     * One event with all its faults.
     *
     * @param pointer of its first fault, from the start of the body
     * @param detail of its first fault
     * @param errors every fault; pointers start at the event
     */
    @Schema(name = "RefusedEvent")
    record RefusedEvent(int index, Optional<String> id, String pointer, String detail, List<Violation> errors) {
        private static RefusedEvent of(EventErrors event, boolean isArray) {
            Violation first = event.errors().get(0);
            String pointer = isArray ? "/" + event.index() + first.pointer() : first.pointer();
            return new RefusedEvent(event.index(), event.id(), pointer, first.detail(), event.errors());
        }
    }

    static RefusedBatchDocument of(IntakeReceipt receipt, boolean isArray, String path) {
        ProblemType type = ProblemType.INVALID_INPUT;
        List<RefusedEvent> events = IntakeResponse.errors(receipt).stream()
                .map(event -> RefusedEvent.of(event, isArray))
                .toList();
        String detail = isArray
                ? "None of the " + events.size() + " events is valid. Nothing was accepted."
                : "The event is not valid. Nothing was accepted.";
        return new RefusedBatchDocument(type.slug(), type.title(), type.status(), detail, path, events);
    }

    /** UTF-8. */
    byte[] bytes() {
        return ContractJson.write(this);
    }
}
