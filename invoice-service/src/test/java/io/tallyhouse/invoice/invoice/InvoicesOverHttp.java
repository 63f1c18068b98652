package io.tallyhouse.invoice.invoice;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Speaks to invoice-service as billing does through its topic, and as a caller does over HTTP, for a tenant new to each test. */
abstract class InvoicesOverHttp {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Instant OCT_01 = Instant.parse("2026-10-01T08:00:00Z");

    TestTenant tenant;
    Requests requests;

    @BeforeEach
    void a_new_tenant() {
        tenant = newTenant();
        requests = Requests.of(tenant.tenantId());
    }

    static TestTenant newTenant() {
        return TestTenants.createSandbox("t-" + UUID.randomUUID().toString().substring(0, 8), OCT_01);
    }

    static void send(InvoiceRequested request) {
        TestTopics.send(
                Topics.INVOICE_REQUESTED,
                Topics.resourceKey(
                        request.tenant(),
                        request.scheduleId().map(ScheduleId::value).orElse("grant")),
                request);
    }

    void awaitDrafted(String id) {
        await().atMost(PATIENCE).until(() -> path("/" + id).extract().statusCode() == 200);
    }

    ValidatableResponse get(String rest) {
        return path(rest).statusCode(200);
    }

    ValidatableResponse path(String rest) {
        return given().header("Authorization", tenant.bearer())
                .get("/v1/invoices" + rest)
                .then();
    }

    ValidatableResponse post(String rest) {
        return given().header("Authorization", tenant.bearer())
                .post("/v1/invoices" + rest)
                .then();
    }

    ValidatableResponse postOnce(String rest, String key) {
        return given().header("Authorization", tenant.bearer())
                .header("Idempotency-Key", key)
                .post("/v1/invoices" + rest)
                .then();
    }

    List<InvoiceChanged> changes(String id) {
        TenantId owner = tenant.tenantId();
        return TestTopics.readAll(Topics.INVOICES).stream()
                .filter(change ->
                        change.tenant().equals(owner) && change.id().value().equals(id))
                .toList();
    }
}
