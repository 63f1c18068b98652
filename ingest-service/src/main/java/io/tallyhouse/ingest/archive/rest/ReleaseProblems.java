package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.kit.rest.ProblemException;
import java.util.Map;

/** How failures of a release are told. */
final class ReleaseProblems {
    private static final Map<String, String> LATER = Map.of("Retry-After", "2");

    private ReleaseProblems() {}

    static Throwable of(Throwable failure) {
        if (failure instanceof UsageLogFull) {
            return new ProblemException(
                    Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            "More events are under way than can be taken at the moment. Nothing was released; repeat"
                                    + " the request later."),
                    LATER);
        }
        if (failure instanceof UsageLogUnavailable || failure instanceof FormerVersionsUnknown) {
            return new ProblemException(
                    Problem.of(
                            ProblemType.UNAVAILABLE,
                            "The event may still be in quarantine. Repeat the same request: it is not counted twice."),
                    LATER);
        }
        return failure;
    }
}
