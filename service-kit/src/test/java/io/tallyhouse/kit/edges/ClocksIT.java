package io.tallyhouse.kit.edges;

import static io.restassured.RestAssured.given;
import static io.tallyhouse.kit.edges.Requests.as;
import static io.tallyhouse.kit.edges.Requests.isProblem;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClocksIT {
    private static final String SERVICE_SECRET = "X-Tallyhouse-Service-Secret";

    @Test
    void a_sandbox_stands_where_its_clock_was_set_and_says_so_to_services() {
        // Given
        Instant set = Instant.parse("2026-02-28T23:59:59Z");
        TestTenant sandbox = TestTenants.createSandbox("sandbox-" + UUID.randomUUID(), set);
        as(sandbox).get("/v1/now").then().body("now", equalTo(set.toString()));
        // When
        Instant moved = Instant.parse("2026-03-31T00:00:00Z");
        TestTenants.moveClock(sandbox.tenantId().value(), 2, moved);
        // Then
        await().untilAsserted(() -> given().header(SERVICE_SECRET, BackingResource.SERVICE_SECRET)
                .get("/internal/test-clock/" + sandbox.tenantId())
                .then()
                .body("appliedVersion", equalTo(2))
                .body("settled", equalTo(true)));
        as(sandbox).get("/v1/now").then().body("now", equalTo(moved.toString()));
    }

    @Test
    void the_clock_of_a_tenant_that_nobody_knows_is_a_problem() {
        isProblem(
                given().header(SERVICE_SECRET, BackingResource.SERVICE_SECRET).get("/internal/test-clock/nobody"),
                404,
                "not-found");
    }
}
