package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.rest.IntakeResponse.MadeId;
import java.util.List;

/**
 * The problem (RFC 9457) of a request that may be stored in part and had events without id.
 *
 * @param madeIds that these may be stored under: with other ids a repeat would count them again
 */
record UnconfirmedDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<Violation> errors,
        List<MadeId> madeIds) {
    static UnconfirmedDocument of(Problem problem, String path, List<MadeId> madeIds) {
        return new UnconfirmedDocument(
                problem.type().slug(),
                problem.type().title(),
                problem.type().status(),
                problem.detail() + " Events that were sent without id must carry their ids from madeIds then: under"
                        + " others they may count twice.",
                path,
                problem.errors(),
                madeIds);
    }

    /** UTF-8. */
    byte[] bytes() {
        return ContractJson.write(this);
    }
}
