package io.tallyhouse.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway passes, and what it does not. */
@QuarkusTest
@QuarkusTestResource(EchoServices.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayIT {
    @ParameterizedTest
    @CsvSource({
        "/v1/events,ingest-service",
        "/v1/events/acme/e1/restore,ingest-service",
        "/v1/metrics,catalog-service",
        "/v1/metrics/m1,catalog-service",
        "/v1/metrics/m1/usage,metrics-service",
        "/v1/customers/acme,catalog-service",
        "/v1/test-clock,catalog-service",
        "/v1/schedules/s1/preview,billing-service",
        "/v1/rating/calculate,billing-service"
    })
    void each_path_reaches_its_service(String path, String service) {
        given().get(path).then().statusCode(200).body("service", equalTo(service));
    }

    @Test
    void method_query_and_body_pass_unchanged() {
        given().urlEncodingEnabled(false)
                .body("x".repeat(100_000))
                .post("/v1/events?subject=a%2Fb&limit=2")
                .then()
                .statusCode(200)
                .body("method", equalTo("POST"))
                .body("uri", equalTo("/v1/events?subject=a%2Fb&limit=2"))
                .body("bytes", equalTo(100_000));
    }

    @Test
    void nobody_outside_can_speak_as_a_service() {
        given().header("X-Tallyhouse-Service-Secret", "guessed")
                .header("x-tallyhouse-tenant", "acme")
                .header("Authorization", "Bearer th_test_x")
                .get("/v1/events")
                .then()
                .statusCode(200)
                .body("headers", not(containsString("x-tallyhouse")))
                .body("headers", containsString("authorization"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/unknown",
                "/v1",
                "/internal/customers/acme",
                "/v1/../internal/customers/acme",
                "/v1/events/../../internal/x"
            })
    void what_is_not_in_the_table_does_not_pass(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void a_service_that_is_away_is_told_with_when_to_try_again() {
        given().get("/v1/invoices")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("2"))
                .contentType("application/problem+json")
                .body("detail", containsString("invoice-service"));
    }

    @Test
    void the_whole_is_not_ready_while_a_service_is_away() {
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks[0].data.'invoice-service'", equalTo("not ready"))
                .body("checks[0].data.'ingest-service'", equalTo("ready"));
    }

    @Test
    void the_merged_document_waits_for_every_service() {
        given().get("/openapi").then().statusCode(503).body("type", equalTo("/problems/unavailable"));
    }
}
