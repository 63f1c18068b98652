package io.tallyhouse.ingest.intake.rest;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.rest.IntakeResponse.MadeId;
import io.tallyhouse.kit.rest.ProblemDocument;
import io.tallyhouse.kit.rest.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all requests with events have in common: when they are accepted, their rate, their counting, their answer. */
@ApplicationScoped
class IntakeDesk {
    /** A larger body takes milliseconds to read, which others on its event loop would wait for. */
    private static final int READ_AT_ONCE_MAX = 64 * 1024;

    /** The media type as the writer of JSON names it. */
    private static final String JSON = "application/json;charset=UTF-8";

    private final CallerAcceptance acceptance;
    private final RateGate gate;
    private final IntakeMeters meters;

    IntakeDesk(CallerAcceptance acceptance, RateGate gate, IntakeMeters meters) {
        this.acceptance = acceptance;
        this.gate = gate;
        this.meters = meters;
    }

    /**
     * A request with events.
     *
     * @param path for the problem that it may become
     */
    record Sent(HttpServerRequest request, byte[] body, String path) {
        boolean isReadAtOnce() {
            return body.length <= READ_AT_ONCE_MAX && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
        }
    }

    /** How a body is read; fails as its reader does. */
    interface Reading {
        SentBatch read(HttpServerRequest request, byte[] body, Acceptance acceptance);
    }

    /** Called on an event loop; what takes long goes on elsewhere. */
    Uni<Response> take(Sent sent, Reading reading, Function<List<EventVerdict>, Uni<IntakeReceipt>> accept) {
        Acceptance at = acceptance.now();
        Supplier<Uni<Response>> taking =
                () -> taken(sent.path(), reading.read(sent.request(), sent.body(), at), at, accept);
        return sent.isReadAtOnce()
                ? taking.get()
                : Uni.createFrom().deferred(taking::get).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<Response> taken(
            String path, SentBatch batch, Acceptance at, Function<List<EventVerdict>, Uni<IntakeReceipt>> accept) {
        List<EventVerdict> verdicts = batch.verdicts();
        if (verdicts.isEmpty()) {
            throw new InvalidInput(List.of(new Violation("", "there is no event in it; send at least one")));
        }
        Map<String, String> rate = gate.admit(at.tenant(), verdicts.size());
        return accept.apply(verdicts)
                .map(receipt -> {
                    meters.took(receipt);
                    Response.ResponseBuilder answer = answer(receipt, batch, path);
                    rate.forEach(answer::header);
                    return answer.build();
                })
                .onFailure()
                .transform(IntakeProblems::of)
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> unconfirmed(failure, verdicts, path));
    }

    /** With the ids that were made, for the repeat to carry; the failure itself if there are none. */
    static Uni<Response> unconfirmed(ProblemException failure, List<EventVerdict> verdicts, String path) {
        List<MadeId> madeIds = IntakeResponse.madeIds(verdicts);
        if (madeIds.isEmpty()) {
            return Uni.createFrom().failure(failure);
        }
        Response.ResponseBuilder answer = Response.status(
                        failure.problem().type().status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(UnconfirmedDocument.of(failure.problem(), path, madeIds).bytes());
        failure.headers().forEach(answer::header);
        return Uni.createFrom().item(answer.build());
    }

    private static Response.ResponseBuilder answer(IntakeReceipt receipt, SentBatch batch, String path) {
        return receipt.nothingValid()
                ? Response.status(422)
                        .type(ProblemDocument.MEDIA_TYPE)
                        .entity(RefusedBatchDocument.of(receipt, batch.isArray(), path)
                                .bytes())
                : Response.accepted(ContractJson.write(IntakeResponse.from(receipt, batch.verdicts())))
                        .type(JSON);
    }
}
