package io.tallyhouse.ingest.reject.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.ingest.reject.ReplayOutcome;
import io.tallyhouse.ingest.reject.ReplayOutcome.Replayed;
import io.tallyhouse.ingest.reject.ReplayOutcome.ReplayedBefore;
import io.tallyhouse.ingest.reject.ReplayOutcome.StillInvalid;
import io.tallyhouse.ingest.reject.rest.ReplaysResource.ReplayReceipt;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** How outcomes and failures of replays are told. */
final class ReplayAnswers {
    private static final String RETRY_AFTER_SECONDS = "2";

    private ReplayAnswers() {}

    static Response of(String id, ReplayOutcome outcome) {
        if (outcome instanceof Replayed replayed) {
            IntakeReceipt receipt = replayed.receipt();
            return Response.accepted(new ReplayReceipt(
                            id, receipt.accepted(), receipt.quarantined(), receipt.duplicatesInRequest(), List.of()))
                    .build();
        }
        if (outcome instanceof ReplayedBefore before) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "The event was replayed at " + before.at() + "; send a newer version of it to /v1/events.");
        }
        if (outcome instanceof StillInvalid invalid) {
            throw new InvalidInput(invalid.violations());
        }
        throw ProblemException.notFound("rejected event", id);
    }

    static Throwable of(Throwable failure) {
        if (failure instanceof UsageLogFull) {
            return later(ProblemType.TOO_MANY_REQUESTS, "More events are under way than can be taken at the moment.");
        }
        if (failure instanceof UsageLogUnavailable || failure instanceof FormerVersionsUnknown) {
            return later(ProblemType.UNAVAILABLE, "The event is not confirmed as stored. Repeat the same request.");
        }
        return failure;
    }

    private static ProblemException later(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail), Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }
}
