package io.tallyhouse.kit.edges;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import java.util.UUID;

/** What the tests of the edges send, and how they judge a problem. */
final class Requests {
    private Requests() {}

    static TestTenant tenant() {
        return TestTenants.create("edges-" + UUID.randomUUID());
    }

    static RequestSpecification as(TestTenant tenant) {
        return given().header("Authorization", tenant.bearer()).contentType(ContentType.JSON);
    }

    static Response post(TestTenant tenant, String idempotencyKey, String text) {
        return as(tenant)
                .header("Idempotency-Key", idempotencyKey)
                .body("{\"text\":\"" + text + "\"}")
                .post("/v1/notes");
    }

    static ValidatableResponse isProblem(Response response, int status, String slug) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + slug))
                .body("status", equalTo(status))
                .body("title", not(equalTo("")))
                .body("instance", startsWith("/"))
                .body(not(containsString("Exception")))
                .body(not(containsString("secret")));
    }
}
