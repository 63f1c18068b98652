package io.tallyhouse.gateway;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.route.Service;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;

/** {@code GET /openapi}: the services' documents as one, without what services keep among themselves. */
@ApplicationScoped
public class MergedOpenApi {
    private static final String SCHEMA_REFERENCE = "#/components/schemas/";

    private final ServiceGets services;

    MergedOpenApi(ServiceGets services) {
        this.services = services;
    }

    void register(@Observes Router router) {
        router.get("/openapi").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        List<Uni<JsonObject>> documents = Arrays.stream(Service.values())
                .map(service -> services.get(service, "/q/openapi?format=json")
                        .map(answer -> qualified(service, answer.body().toString())))
                .toList();
        Uni.join()
                .all(documents)
                .andFailFast()
                .map(MergedOpenApi::merge)
                .subscribe()
                .with(
                        merged -> context.response()
                                .putHeader("Content-Type", "application/json")
                                .end(merged.encodePrettily())
                                .onFailure(failure ->
                                        context.request().connection().close()),
                        failure -> Problems.answer(
                                context, ProblemType.UNAVAILABLE, "not every service gives its document yet"));
    }

    /** Two services may name a schema alike: each name gets its service's in front. */
    private static JsonObject qualified(Service service, String document) {
        String prefix = service.moduleName().replace("-service", "") + ".";
        JsonObject original = new JsonObject(document.replace(SCHEMA_REFERENCE, SCHEMA_REFERENCE + prefix));
        JsonObject schemas = object(object(original, "components"), "schemas");
        JsonObject renamed = new JsonObject();
        schemas.forEach(schema -> renamed.put(prefix + schema.getKey(), schema.getValue()));
        object(original, "components").put("schemas", renamed);
        return original;
    }

    static JsonObject merge(List<JsonObject> documents) {
        JsonObject paths = new JsonObject();
        JsonObject schemas = new JsonObject();
        for (JsonObject document : documents) {
            object(document, "paths").forEach(path -> {
                if (path.getKey().startsWith("/v1/")) {
                    paths.put(path.getKey(), path.getValue());
                }
            });
            schemas.mergeIn(object(object(document, "components"), "schemas"));
        }
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", "Tallyhouse").put("version", "v1"))
                .put("security", new JsonArray().add(new JsonObject().put("accessKey", new JsonArray())))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", schemas)
                                .put(
                                        "securitySchemes",
                                        new JsonObject()
                                                .put(
                                                        "accessKey",
                                                        new JsonObject()
                                                                .put("type", "http")
                                                                .put("scheme", "bearer"))));
    }

    private static JsonObject object(JsonObject parent, String name) {
        if (parent.getJsonObject(name) == null) {
            parent.put(name, new JsonObject());
        }
        return parent.getJsonObject(name);
    }
}
