package io.tallyhouse.billing.rating.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RatingResourceIT {
    private static final String GRADUATED = """
            {"currency":"USD","quantity":"125","price":{"model":"GRADUATED","tiers":[
            {"upTo":"100","unitPrice":"1","flatFee":"20"},{"unitPrice":"0.75","flatFee":"50"}]}}""";

    private TestTenant reader;

    @BeforeAll
    void aTenantWhoseKeyMayRead() {
        reader = TestTenants.create("rating", Scope.READ);
    }

    @Test
    void a_quantity_is_rated_without_anything_stored() {
        // 100 × 1 + 20 + 25 × 0.75 + 50
        post(reader, GRADUATED)
                .statusCode(200)
                .body("amount", equalTo("188.75"))
                .body("rounded", equalTo("188.75"))
                .body("currency", equalTo("USD"))
                .body("steps.kind", contains("TIER", "FLAT_FEE", "TIER", "FLAT_FEE", "SUM", "ROUNDING"))
                .body("steps[0].detail", equalTo("100 units up to 100 × 1 = 100"))
                .body("steps[0].amount", equalTo("100"));
    }

    @Test
    void all_faults_are_answered_as_one_problem_document() {
        post(reader, "{\"price\":{\"model\":\"UNIT\",\"unitPrice\":\"-1\"},\"colour\":\"red\"}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-input"))
                .body("errors.pointer", containsInAnyOrder("/currency", "/quantity", "/price/unitPrice", "/colour"));
    }

    @Test
    void a_broken_body_is_malformed() {
        post(reader, "{\"currency\":")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/malformed-request"));
    }

    @Test
    void a_key_that_may_not_read_and_no_key_are_turned_away() {
        post(TestTenants.create("rating-writer", Scope.EVENTS_WRITE), GRADUATED).statusCode(403);
        given().contentType("application/json")
                .body(GRADUATED)
                .post("/v1/rating/calculate")
                .then()
                .statusCode(401)
                .body("amount", not(equalTo("188.75")));
    }

    private static ValidatableResponse post(TestTenant tenant, String body) {
        return given().header("Authorization", tenant.bearer())
                .contentType("application/json")
                .body(body)
                .post("/v1/rating/calculate")
                .then();
    }
}
