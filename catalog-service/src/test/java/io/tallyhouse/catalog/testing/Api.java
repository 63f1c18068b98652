package io.tallyhouse.catalog.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kit.call.ServiceCalls;
import io.tallyhouse.kit.testing.BackingResource;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The service under test, as one caller sees it. */
public record Api(Map<String, String> headers) {
    public static final String OPERATOR_KEY = "th_live_operatorOfTheTests0123456789";

    public static Api operator() {
        return with(OPERATOR_KEY);
    }

    public static Api with(String accessKey) {
        return new Api(Map.of("Authorization", "Bearer " + accessKey));
    }

    public static Api nobody() {
        return new Api(Map.of());
    }

    /** As another service asks on behalf of a tenant. */
    public static Api service(String tenant) {
        return new Api(
                Map.of(ServiceCalls.SECRET_HEADER, BackingResource.SERVICE_SECRET, ServiceCalls.TENANT_HEADER, tenant));
    }

    /** A new sandbox tenant, with its first key. */
    public static Api sandbox(String tenant) {
        return tenant(tenant, "SANDBOX");
    }

    public static Api tenant(String tenant, String mode) {
        return with(operator()
                .post("/v1/tenants", "{'id':'%s','name':'Tests','mode':'%s'}".formatted(tenant, mode))
                .is(201)
                .text("accessKey"));
    }

    /** The same caller with one more header. */
    public Api header(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Api(Map.copyOf(more));
    }

    public Answer get(String path) {
        return answer(request().get(path));
    }

    /** @param body JSON, with ' for " */
    public Answer post(String path, String body) {
        return answer(request().body(body.replace('\'', '"')).post(path));
    }

    public Answer post(String path) {
        return answer(request().post(path));
    }

    /** @param body JSON, with ' for " */
    public Answer put(String path, String body) {
        return answer(request().body(body.replace('\'', '"')).put(path));
    }

    public Answer delete(String path) {
        return answer(request().delete(path));
    }

    private RequestSpecification request() {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .headers(headers);
    }

    private static Answer answer(Response response) {
        byte[] body = response.asByteArray();
        JsonNode json = body.length == 0 ? MissingNode.getInstance() : JsonInput.parseNode(body);
        return new Answer(
                response.statusCode(),
                json,
                response.headers().asList().stream()
                        .collect(Collectors.toMap(
                                header -> header.getName().toLowerCase(Locale.ROOT),
                                header -> header.getValue(),
                                (one, other) -> one)));
    }
}
