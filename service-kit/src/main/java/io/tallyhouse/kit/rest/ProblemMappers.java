package io.tallyhouse.kit.rest;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every exception that leaves a resource becomes a problem document here, and nowhere else. */
final class ProblemMappers {
    private static final Logger LOGGER = Logger.getLogger(ProblemMappers.class);

    private final AllowedMethods allowed;

    ProblemMappers(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, UriInfo uri) {
        return answer(e.problem(), e.headers(), uri);
    }

    @ServerExceptionMapper
    Response invalid(InvalidInput e, UriInfo uri) {
        int faults = e.violations().size();
        String detail = faults == 1 ? "The request has a fault." : "The request has " + faults + " faults.";
        return answer(new Problem(ProblemType.INVALID_INPUT, detail, e.violations()), Map.of(), uri);
    }

    @ServerExceptionMapper
    Response malformed(MalformedJson e, UriInfo uri) {
        return answer(Problem.of(ProblemType.MALFORMED_REQUEST, sentence(e)), Map.of(), uri);
    }

    /** Quarkus has a mapper of its own for it, which answers no document. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e, UriInfo uri) {
        LOGGER.debug("a body was not readable", e);
        return answer(Problem.of(ProblemType.MALFORMED_REQUEST, "The body could not be read."), Map.of(), uri);
    }

    /** Quarkus has a mapper of its own for it, which in development lists all resources. */
    @ServerExceptionMapper
    Response notFound(NotFoundException e, UriInfo uri) {
        return web(e, uri);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        ProblemType type = typeOf(status);
        if (type == ProblemType.INTERNAL_ERROR) {
            return internal(e, uri);
        }
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            Optional<String> allow = allowed.at(uri.getPath());
            Map<String, String> headers =
                    allow.map(methods -> Map.of(HttpHeaders.ALLOW, methods)).orElse(Map.of());
            String detail = "This path allows " + allow.orElse("other methods") + ".";
            return answer(Problem.of(type, detail), headers, uri);
        }
        return answer(Problem.of(type, detailOf(type)), Map.of(), uri);
    }

    @ServerExceptionMapper
    Response internal(Throwable e, UriInfo uri) {
        if (e instanceof CompletionException && e.getCause() instanceof ProblemException problem) {
            return problem(problem, uri);
        }
        if (Outages.isOne(e)) {
            LOGGER.warnf("%s: a part that this service needs is away: %s", uri.getPath(), e.getMessage());
            String detail = "A part that this service needs does not answer; try again in a moment.";
            Map<String, String> retry = Map.of(HttpHeaders.RETRY_AFTER, Outages.RETRY_AFTER_SECONDS);
            return answer(Problem.of(ProblemType.UNAVAILABLE, detail), retry, uri);
        }
        LOGGER.errorf(e, "%s failed", uri.getPath());
        return answer(
                Problem.of(ProblemType.INTERNAL_ERROR, "The request failed on our side. It is logged."), Map.of(), uri);
    }

    private static Response answer(Problem problem, Map<String, String> headers, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(ProblemDocument.of(problem, uri.getPath()).bytes());
        headers.forEach(response::header);
        return response.build();
    }

    private static ProblemType typeOf(int status) {
        ProblemType other = status < 500 ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL_ERROR;
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.status() == status)
                .findFirst()
                .orElse(other);
    }

    private static String detailOf(ProblemType type) {
        return switch (type) {
            case NOT_FOUND -> "Nothing is served at this path.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send the body as application/json.";
            case NOT_ACCEPTABLE -> "What this path answers is none of the media types that Accept allows.";
            case BODY_TOO_LARGE -> "The body is larger than this service takes.";
            default -> type.title() + ".";
        };
    }

    private static String sentence(MalformedJson e) {
        String message = String.valueOf(e.getMessage());
        return message.isEmpty()
                ? "The body is not valid JSON."
                : Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }
}
