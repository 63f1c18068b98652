package io.tallyhouse.kit.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.Violation;
import java.util.List;

/**
 * A problem on the wire (RFC 9457).
 *
 * @param type slug that clients match on
 * @param instance path of the request
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "errors"})
public record ProblemDocument(
        String type, String title, int status, String detail, String instance, List<Violation> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDocument {
        errors = List.copyOf(errors);
    }

    static ProblemDocument of(Problem problem, String path) {
        return new ProblemDocument(
                problem.type().slug(),
                problem.type().title(),
                problem.type().status(),
                problem.detail(),
                path,
                problem.errors());
    }

    /** UTF-8. */
    byte[] bytes() {
        return ContractJson.write(this);
    }
}
