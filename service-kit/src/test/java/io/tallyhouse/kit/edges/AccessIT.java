package io.tallyhouse.kit.edges;

import static io.restassured.RestAssured.given;
import static io.tallyhouse.kit.edges.Requests.as;
import static io.tallyhouse.kit.edges.Requests.isProblem;
import static io.tallyhouse.kit.edges.Requests.post;
import static io.tallyhouse.kit.edges.Requests.tenant;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessIT {
    private static final String SERVICE_SECRET = "X-Tallyhouse-Service-Secret";
    private static final String TENANT = "X-Tallyhouse-Tenant";

    @Test
    void a_request_without_a_key_is_refused_with_how_to_send_one() {
        isProblem(given().get("/v1/notes"), 401, "unauthenticated").header("WWW-Authenticate", startsWith("Bearer"));
        isProblem(given().header("Authorization", "Bearer nonsense").get("/v1/notes"), 401, "unauthenticated");
        isProblem(given().header("Authorization", "Basic %%%").get("/v1/notes"), 401, "unauthenticated");
    }

    @Test
    void a_key_that_nobody_knows_is_refused() {
        isProblem(given().header("Authorization", "Bearer th_live_unknown").get("/v1/notes"), 401, "unauthenticated");
    }

    @Test
    void a_key_may_come_as_the_basic_user_name() {
        TestTenant tenant = tenant();
        String pair = Base64.getEncoder().encodeToString((tenant.accessKey() + ":").getBytes(StandardCharsets.UTF_8));

        given().header("Authorization", "Basic " + pair).get("/v1/notes").then().statusCode(200);
    }

    @Test
    void expired_and_revoked_keys_are_refused_within_seconds() {
        // Given
        TestTenant tenant = tenant();
        AccessKeyRecord expired = variant(tenant, "th_live_expired", Optional.of(Instant.EPOCH), false);
        TestTenants.publish(TestTopics.bootstrapServers(), expired);
        TestTenant usable = new TestTenant(tenant.tenantId(), "th_live_soonrevoked");
        TestTenants.publish(
                TestTopics.bootstrapServers(), variant(tenant, usable.accessKey(), Optional.empty(), false));
        isProblem(given().header("Authorization", "Bearer th_live_expired").get("/v1/notes"), 401, "unauthenticated");
        as(usable).get("/v1/notes").then().statusCode(200);
        // When
        TestTenants.publish(TestTopics.bootstrapServers(), variant(tenant, usable.accessKey(), Optional.empty(), true));
        // Then
        await().untilAsserted(() -> isProblem(as(usable).get("/v1/notes"), 401, "unauthenticated"));
    }

    private static AccessKeyRecord variant(
            TestTenant tenant, String accessKey, Optional<Instant> expiresAt, boolean revoked) {
        AccessKeyRecord key = TestTenants.keyRecord(tenant.tenantId(), accessKey, Set.of(Scope.READ));
        return new AccessKeyRecord(
                key.tenant(),
                key.id(),
                revoked ? 2 : 1,
                key.name(),
                key.hash(),
                key.scopes(),
                expiresAt,
                revoked,
                key.createdAt());
    }

    @Test
    void a_missing_scope_is_named() {
        TestTenant reader = TestTenants.create("edges-" + UUID.randomUUID(), Scope.READ);

        isProblem(as(reader).body("{\"text\":\"a\"}").post("/v1/notes"), 403, "forbidden")
                .body("detail", containsString("'catalog'"));
        as(reader).get("/v1/notes").then().statusCode(200);
    }

    @Test
    void operator_keys_reach_what_is_theirs_and_nothing_else() {
        TestTenant operator =
                TestTenants.createKey(TestTopics.bootstrapServers(), TenantRecord.OPERATOR, Scope.values());

        as(operator).get("/v1/trial-tenants").then().statusCode(200);
        isProblem(as(operator).get("/v1/notes"), 403, "forbidden");
        isProblem(as(tenant()).get("/v1/trial-tenants"), 403, "forbidden");
    }

    @Test
    void internal_paths_take_the_services_secret_and_no_access_key() {
        given().header(SERVICE_SECRET, BackingResource.SERVICE_SECRET)
                .header(TENANT, "acme")
                .get("/internal/notes")
                .then()
                .statusCode(200)
                .body("tenant", equalTo("acme"));
        isProblem(as(tenant()).get("/internal/notes"), 403, "forbidden");
        isProblem(given().header(SERVICE_SECRET, "guess").get("/internal/notes"), 403, "forbidden");
    }

    @Test
    void a_tenant_header_on_a_public_path_changes_nothing() {
        // Given
        TestTenant mine = tenant();
        TestTenant other = tenant();
        post(mine, UUID.randomUUID().toString(), "mine");
        // When, Then
        as(other)
                .header(TENANT, mine.tenantId().value())
                .header(SERVICE_SECRET, BackingResource.SERVICE_SECRET)
                .get("/v1/notes")
                .then()
                .body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/metrics", "/q/openapi"})
    void operation_paths_stay_open(String path) {
        await().untilAsserted(() -> given().get(path).then().statusCode(200));
    }
}
