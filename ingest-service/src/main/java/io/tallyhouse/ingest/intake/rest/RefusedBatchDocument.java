package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.rest.IntakeResponse.EventErrors;
import java.util.List;

/**
 * The problem of a request none of whose events is valid (RFC 9457).
 *
 * @param errors every fault; pointers start at the body
 * @param events the same faults by event, as in a request that was accepted in part
 */
record RefusedBatchDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<Violation> errors,
        List<EventErrors> events) {
    static RefusedBatchDocument of(IntakeReceipt receipt, boolean isArray, String path) {
        ProblemType type = ProblemType.INVALID_INPUT;
        List<Violation> errors = receipt.errors().stream()
                .flatMap(event -> event.errors().stream()
                        .map(fault ->
                                isArray ? new Violation("/" + event.index() + fault.pointer(), fault.detail()) : fault))
                .toList();
        int events = receipt.errors().size();
        String detail = isArray
                ? "None of the " + events + " events is valid. Nothing was accepted."
                : "The event is not valid. Nothing was accepted.";
        return new RefusedBatchDocument(
                type.slug(), type.title(), type.status(), detail, path, errors, IntakeResponse.errors(receipt));
    }

    /** UTF-8. */
    byte[] bytes() {
        return ContractJson.write(this);
    }
}
