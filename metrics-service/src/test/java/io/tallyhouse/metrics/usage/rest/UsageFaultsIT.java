package io.tallyhouse.metrics.usage.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the usage query refuses, and how it says so. */
@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageFaultsIT {
    private TestTenant tenant;

    @BeforeEach
    void make_a_tenant_with_a_metric() {
        tenant = TestTenants.create("faults-" + UUID.randomUUID());
        SentUsage usage = new SentUsage(tenant.tenantId());
        usage.catalogue(usage.metric("requests", Aggregation.COUNT));
    }

    private ValidatableResponse query(String metric, String parameters) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", tenant.bearer())
                .get("/v1/metrics/" + metric + "/usage?" + parameters)
                .then();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "from=2026-10-01&to=2026-10-31 | ?customer | is required",
                "customer=%00&from=2026-10-01&to=2026-10-31 | ?customer | control characters",
                "customer=acme&to=2026-10-31 | ?from | is required",
                "customer=acme&from=October&to=2026-10-31 | ?from | 'October' must be a day",
                "customer=acme&from=2026-10-01&to=2026-09-30 | ?to | is before from",
                "customer=acme&from=2026-10-01T00:00:00Z&to=2026-10-31 | ?to | must both be days",
                "customer=acme&from=2026-10-01T00:00:00Z&to=2026-10-01T02:00:00%2B02:00 | ?to | must be after",
                "customer=acme&from=2026-10-01&to=2026-10-31&timeZone=Mars | ?timeZone | IANA",
                "customer=acme&from=2026-10-01&to=2026-10-31&granularity=YEAR | ?granularity | SLOT, HOUR, DAY, WEEK, MONTH, TOTAL",
                "customer=acme&from=2026-10-01&to=2026-10-31&from=2026-10-02 | ?from | give it once",
                "customer=acme&from=2026-10-01&to=2026-10-31&group.model=m3 | ?group.model | has none",
                "customer=acme&from=2026-10-01&to=2026-10-31&timezone=UTC | ?timezone | not a known parameter",
                "customer=acme&from=2000-01-01&to=2026-10-31&granularity=HOUR | ?granularity | 10000 intervals",
                "customer=acme&from=2026-10-01T00:05:00Z&to=2026-10-02T00:00:00Z | ?from | 2026-10-01T00:00:00Z and 2026-10-01T00:15:00Z"
            })
    void a_query_that_makes_no_sense_is_told_what_to_mend(String parameters, String pointer, String detail) {
        query("requests", parameters)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
    }

    @Test
    void all_faults_of_a_query_are_told_at_once() {
        query("requests", "from=x&to=y&timeZone=z&granularity=g")
                .statusCode(422)
                .body("errors", hasSize(5));
    }

    @Test
    void another_tenants_metric_is_unknown_and_a_key_needs_the_scope() {
        // Given
        TestTenant other = TestTenants.create("other-" + UUID.randomUUID());
        TestTenant writer = TestTenants.createKey(TestTopics.bootstrapServers(), tenant.tenantId(), Scope.EVENTS_WRITE);
        String path = "/v1/metrics/requests/usage?customer=acme&from=2026-10-01&to=2026-10-31";
        // When, Then
        given().header("Authorization", other.bearer()).get(path).then().statusCode(404);
        given().header("Authorization", writer.bearer()).get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
        given().header("Authorization", tenant.bearer())
                .post("/internal/meter/pause")
                .then()
                .statusCode(org.hamcrest.Matchers.anyOf(equalTo(401), equalTo(403), equalTo(404)));
    }
}
