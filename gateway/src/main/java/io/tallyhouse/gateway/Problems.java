package io.tallyhouse.gateway;

import io.tallyhouse.contracts.problem.ProblemType;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers the gateway's own problems in the form that all services use (RFC 9457). */
final class Problems {
    static final String RETRY_AFTER_SECONDS = "2";

    static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    /** @param instance the path that was asked */
    static String body(ProblemType type, String detail, String instance) {
        return new JsonObject()
                .put("type", type.slug())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail)
                .put("instance", instance)
                .put("errors", new JsonArray())
                .encode();
    }

    static void answer(RoutingContext context, ProblemType type, String detail) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (type.status() == 503) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setStatusCode(type.status())
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(body(type, detail, context.request().path()))
                .onFailure(failure -> context.request().connection().close());
    }
}
