package io.tallyhouse.kit.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problem documents for what the HTTP server refuses before the REST layer sees it. */
@ApplicationScoped
class RouterProblems {
    private final long bodyBytesMax;

    RouterProblems(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodySizeMax) {
        this.bodyBytesMax = bodySizeMax.asLongValue();
    }

    void install(@Observes Router router) {
        // before Quarkus' own check, which answers 413 with no body
        router.route().order(Integer.MIN_VALUE).handler(this::refuseAnnouncedSize);
        router.errorHandler(404, route -> answer(route, ProblemType.NOT_FOUND, "Nothing is served at this path."));
        router.errorHandler(
                405, route -> answer(route, ProblemType.METHOD_NOT_ALLOWED, "This path allows other methods."));
        router.errorHandler(413, route -> answer(route, ProblemType.BODY_TOO_LARGE, tooLarge()));
    }

    private void refuseAnnouncedSize(RoutingContext route) {
        String announced = route.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null || !isLarger(announced)) {
            route.next();
            return;
        }
        // the body is never read, so the connection cannot serve another request
        route.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer(route, ProblemType.BODY_TOO_LARGE, tooLarge());
    }

    private boolean isLarger(String announced) {
        try {
            return Long.parseLong(announced.trim()) > bodyBytesMax;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String tooLarge() {
        return "The body is larger than " + bodyBytesMax + " bytes.";
    }

    private static void answer(RoutingContext route, ProblemType type, String detail) {
        HttpServerResponse response = route.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        byte[] body = ProblemDocument.of(Problem.of(type, detail), route.request().path())
                .bytes();
        response.setStatusCode(type.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .end(Buffer.buffer(body))
                .onFailure(failure -> route.request().connection().close());
    }
}
