package io.tallyhouse.catalog.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TenantsIT {
    @Test
    void the_operator_makes_tenants_and_reaches_nothing_else() {
        // Given
        Api operator = Api.operator();
        // When
        Answer made = operator.post("/v1/tenants", "{'id':'tenants-live','name':'House','mode':'LIVE'}")
                .is(201);
        // Then
        assertThat(made.text("accessKey")).matches("th_live_[0-9A-Za-z]{43}");
        assertThat(made.headers().get("location")).isEqualTo("/v1/tenants/tenants-live");
        Answer read = operator.get("/v1/tenants/tenants-live").is(200);
        assertThat(read.body().has("accessKey")).isFalse();
        assertThat(read.text("mode")).isEqualTo("LIVE");
        assertThat(operator.get("/v1/tenants?limit=100").ids()).contains("tenants-live");
        operator.post("/v1/tenants", "{'id':'tenants-live','name':'House','mode':'LIVE'}")
                .isProblem(409, "duplicate-id");
        operator.get("/v1/customers").isProblem(403, "forbidden");
        operator.get("/v1/access-keys").isProblem(403, "forbidden");
        Api.with(made.text("accessKey")).get("/v1/tenants").isProblem(403, "forbidden");
        assertThat(Api.with(made.text("accessKey")).get("/v1/access-keys").ids())
                .hasSize(1);
    }

    @Test
    void the_tenant_operator_is_reserved() {
        // When
        Answer refused = Api.operator().post("/v1/tenants", "{'id':'operator','name':' ','mode':'TEST'}");
        // Then
        assertThat(refused.isProblem(422, "invalid-input").pointers()).containsExactly("/id", "/name", "/mode");
    }

    @Test
    void a_test_clock_goes_forward_only() {
        // Given
        Api api = Api.sandbox("clock-forward");
        // When
        Answer set = api.post("/v1/test-clock", "{'now':'2040-01-02T00:00:00+01:00'}")
                .is(200);
        // Then
        assertThat(set.text("now")).isEqualTo("2040-01-01T23:00:00Z");
        Answer back = api.post("/v1/test-clock", "{'now':'2040-01-01T22:59:59Z'}");
        assertThat(back.isProblem(422, "invalid-input").pointers()).containsExactly("/now");
        assertThat(back.text("detail") + back.body().path("errors"))
                .contains("2040-01-01T22:59:59Z", "2040-01-01T23:00:00Z");
        api.post("/v1/test-clock", "{'now':'2040-01-01T23:00:00Z'}").is(200);
        // what is made now is of that time
        assertThat(api.post("/v1/products", "{'name':'P'}").is(201).text("createdAt"))
                .isEqualTo("2040-01-01T23:00:00Z");
        // setting it to the same time again is no change
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(published("clock-forward"))
                        .extracting(TenantRecord::version)
                        .containsExactly(1L, 2L));
        assertThat(published("clock-forward").get(1).testNow()).contains(Instant.parse("2040-01-01T23:00:00Z"));
        assertThat(Api.service("clock-forward")
                        .get("/internal/tenants/clock-forward")
                        .is(200)
                        .text("testNow"))
                .isEqualTo("2040-01-01T23:00:00Z");
    }

    @Test
    void a_live_tenant_has_no_test_clock() {
        // Given
        Api api = Api.tenant("clock-live", "LIVE");
        // Then
        assertThat(api.post("/v1/test-clock", "{'now':'2040-01-01T00:00:00Z'}")
                        .isProblem(409, "conflict")
                        .text("detail"))
                .contains("LIVE");
        api.get("/v1/test-clock").isProblem(409, "conflict");
    }

    @Test
    void a_clock_is_ready_when_all_services_have_settled_at_its_time() {
        // Given
        Api api = Api.sandbox("clock-ready");
        assertThat(api.get("/v1/test-clock").is(200).text("status")).isEqualTo("ADVANCING");
        api.post("/v1/test-clock", "{'now':'2040-01-01T00:00:00Z'}").is(200);
        answer("clock-ready", Service.INGEST, 2, true);
        answer("clock-ready", Service.METRICS, 2, true);
        answer("clock-ready", Service.BILLING, 2, false);
        answer("clock-ready", Service.INVOICE, 1, true);
        // Then
        assertThat(api.get("/v1/test-clock").text("status")).isEqualTo("ADVANCING");
        answer("clock-ready", Service.BILLING, 2, true);
        assertThat(api.get("/v1/test-clock").text("status")).isEqualTo("ADVANCING");
        answer("clock-ready", Service.INVOICE, 2, true);
        Answer ready = api.get("/v1/test-clock");
        assertThat(ready.text("status")).isEqualTo("READY");
        assertThat(ready.text("now")).isEqualTo("2040-01-01T00:00:00Z");
    }

    private static void answer(String tenant, Service service, long appliedVersion, boolean settled) {
        StubServices.answer(
                service,
                new TenantId(tenant),
                "/internal/test-clock/" + tenant,
                Map.of("appliedVersion", appliedVersion, "settled", settled));
    }

    private static List<TenantRecord> published(String tenant) {
        return TestTopics.readAll(Topics.CATALOG_TENANTS).stream()
                .filter(record -> record.id().value().equals(tenant))
                .toList();
    }
}
