package io.tallyhouse.ingest.intake.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What all requests with events have in common once they are read: their rate, their counting, their answer. */
@ApplicationScoped
class IntakeDesk {
    private final RateGate gate;
    private final IntakeMeters meters;

    IntakeDesk(RateGate gate, IntakeMeters meters) {
        this.gate = gate;
        this.meters = meters;
    }

    /**
     * A request as read.
     *
     * @param path for the problem that it may become
     */
    record Request(TenantId tenant, SentBatch batch, String path) {}

    Uni<Response> take(Request request, Function<List<EventVerdict>, Uni<IntakeReceipt>> accept) {
        List<EventVerdict> verdicts = request.batch().verdicts();
        if (verdicts.isEmpty()) {
            throw new InvalidInput(List.of(new Violation("", "there is no event in it; send at least one")));
        }
        Map<String, String> rate = gate.admit(request.tenant(), verdicts.size());
        return accept.apply(verdicts)
                .invoke(meters::took)
                .map(receipt -> answer(receipt, request, rate))
                .onFailure()
                .transform(IntakeProblems::of);
    }

    private static Response answer(IntakeReceipt receipt, Request request, Map<String, String> headers) {
        Response.ResponseBuilder answer = receipt.nothingValid()
                ? Response.status(422)
                        .type(ProblemDocument.MEDIA_TYPE)
                        .entity(RefusedBatchDocument.of(receipt, request.batch().isArray(), request.path())
                                .bytes())
                : Response.accepted(IntakeResponse.from(receipt));
        headers.forEach(answer::header);
        return answer.build();
    }
}
