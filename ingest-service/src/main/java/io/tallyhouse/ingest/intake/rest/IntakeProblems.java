package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.kit.rest.ProblemException;
import java.time.Duration;
import java.util.Map;

/** How failures of the log and of the archive are told. */
final class IntakeProblems {
    private static final Duration FULL_PAUSE = Duration.ofSeconds(1);
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(2);

    private IntakeProblems() {}

    static Throwable of(Throwable failure) {
        if (failure instanceof UsageLogFull) {
            return later(
                    ProblemType.TOO_MANY_REQUESTS,
                    "More events are under way than can be taken at the moment. Nothing was accepted; repeat the"
                            + " request later.",
                    FULL_PAUSE);
        }
        if (failure instanceof UsageLogUnavailable) {
            return later(
                    ProblemType.UNAVAILABLE,
                    "Not all of the request is confirmed as stored. Repeat the same request: what was stored already"
                            + " is not counted twice.",
                    OUTAGE_PAUSE);
        }
        if (failure instanceof FormerVersionsUnknown) {
            return later(
                    ProblemType.UNAVAILABLE,
                    "What was accepted before cannot be looked up at the moment. Repeat the same request: what was stored"
                            + " already is not counted twice.",
                    OUTAGE_PAUSE);
        }
        return failure;
    }

    private static ProblemException later(ProblemType type, String detail, Duration pause) {
        return new ProblemException(Problem.of(type, detail), Map.of("Retry-After", Long.toString(pause.toSeconds())));
    }
}
