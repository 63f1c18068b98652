package io.tallyhouse.gateway;

import io.tallyhouse.contracts.problem.ProblemType;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers the gateway's own problems in the form that all services use (RFC 9457). */
final class Problems {
    static final String RETRY_AFTER_SECONDS = "2";

    private Problems() {}

    static void answer(RoutingContext context, ProblemType type, String detail) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (type.status() == 503) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        JsonObject body = new JsonObject()
                .put("type", type.slug())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail)
                .put("instance", context.request().path())
                .put("errors", new JsonArray());
        response.setStatusCode(type.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(body.encode())
                .onFailure(failure -> context.request().connection().close());
    }
}
