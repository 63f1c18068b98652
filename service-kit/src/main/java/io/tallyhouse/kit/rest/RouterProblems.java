package io.tallyhouse.kit.rest;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problem documents for what the HTTP server refuses before the REST layer sees it. */
@ApplicationScoped
class RouterProblems {
    private static final long CHUNK_MARGIN = 1024 * 1024;

    private final long bodyBytesMax = BodyLimit.bytesMax();

    void install(@Observes Router router) {
        // before Quarkus' own check, which answers 413 with no body
        router.route().order(Integer.MIN_VALUE).handler(this::refuseAnnouncedSize);
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(this::leaveUnannouncedSizeToReaders);
        router.errorHandler(404, route -> answer(route, ProblemType.NOT_FOUND, "Nothing is served at this path."));
        router.errorHandler(
                405, route -> answer(route, ProblemType.METHOD_NOT_ALLOWED, "This path allows other methods."));
        router.errorHandler(413, route -> answer(route, ProblemType.BODY_TOO_LARGE, BodyLimit.refusal(bodyBytesMax)));
    }

    private void refuseAnnouncedSize(RoutingContext route) {
        String announced = route.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null || !isLarger(announced)) {
            route.next();
            return;
        }
        // the body is never read, so the connection cannot serve another request
        route.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer(route, ProblemType.BODY_TOO_LARGE, BodyLimit.refusal(bodyBytesMax));
    }

    private boolean isLarger(String announced) {
        try {
            return Long.parseLong(announced.trim()) > bodyBytesMax;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Of a body in chunks Quarkus counts the bytes as they are read, and answers 413 with no body when they are too many.
     * A margin lets {@link BodyLimit} count them first; bodies read in another way stay bounded.
     */
    private void leaveUnannouncedSizeToReaders(RoutingContext route) {
        if (route.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            route.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bodyBytesMax + CHUNK_MARGIN);
        }
        route.next();
    }

    private static void answer(RoutingContext route, ProblemType type, String detail) {
        HttpServerResponse response = route.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        byte[] body = ProblemDocument.of(
                        Problem.of(type, detail), route.request().path())
                .bytes();
        response.setStatusCode(type.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .end(Buffer.buffer(body))
                .onFailure(failure -> route.request().connection().close());
    }
}
