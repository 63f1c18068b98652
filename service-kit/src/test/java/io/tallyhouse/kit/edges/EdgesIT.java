package io.tallyhouse.kit.edges;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EdgesIT {
    private static final String SERVICE_SECRET = "X-Tallyhouse-Service-Secret";
    private static final String TENANT = "X-Tallyhouse-Tenant";

    @Inject
    Pool pool;

    private static TestTenant tenant() {
        return TestTenants.create("edges-" + UUID.randomUUID());
    }

    private static RequestSpecification as(TestTenant tenant) {
        return given().header("Authorization", tenant.bearer()).contentType(ContentType.JSON);
    }

    private static Response post(TestTenant tenant, String idempotencyKey, String text) {
        return as(tenant)
                .header("Idempotency-Key", idempotencyKey)
                .body("{\"text\":\"" + text + "\"}")
                .post("/v1/notes");
    }

    private static ValidatableResponse isProblem(Response response, int status, String slug) {
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

    // Problems

    @Test
    void broken_json_is_a_problem_with_the_place_of_the_fault() {
        isProblem(as(tenant()).body("{\"text\":").post("/v1/notes"), 400, "malformed-request")
                .body("detail", containsString("line 1"))
                .body("instance", equalTo("/v1/notes"));
        isProblem(as(tenant()).post("/v1/notes"), 400, "malformed-request");
        isProblem(as(tenant()).body("{\"text\":\"a\",\"text\":\"b\"}").post("/v1/notes"), 400, "malformed-request");
    }

    @Test
    void bad_utf_8_is_malformed() {
        byte[] body = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xc3, '(', '"', '}'};

        isProblem(as(tenant()).body(body).post("/v1/notes"), 400, "malformed-request")
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void all_faults_of_a_body_are_told_at_once() {
        isProblem(as(tenant()).body("{\"size\":10,\"colour\":1}").post("/v1/notes"), 422, "invalid-input")
                .body("errors.pointer", equalTo(List.of("/text", "/size", "/colour")))
                .body("errors[1].detail", containsString("from 1 to 9"));
        isProblem(as(tenant()).body("[]").post("/v1/notes"), 422, "invalid-input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/", "/v1/notes/a/b/c", "/q/nothing", "/V1/notes"})
    void an_unknown_path_is_a_problem(String path) {
        isProblem(as(tenant()).get(path), 404, "not-found");
    }

    @Test
    void a_method_that_the_path_has_not_is_a_problem_with_allow() {
        isProblem(as(tenant()).delete("/v1/notes"), 405, "method-not-allowed")
                .header("Allow", equalTo("GET, HEAD, OPTIONS, POST"));
        isProblem(as(tenant()).delete("/v1/notes/n1"), 405, "method-not-allowed")
                .header("Allow", equalTo("OPTIONS, PUT"));
    }

    @Test
    void another_media_type_than_json_is_refused_both_ways() {
        TestTenant tenant = tenant();
        RequestSpecification text =
                given().header("Authorization", tenant.bearer()).contentType("text/plain");
        isProblem(text.body("text").post("/v1/notes"), 415, "unsupported-media-type");
        isProblem(as(tenant).accept("image/png").get("/v1/notes"), 406, "not-acceptable");
    }

    @Test
    void a_body_that_is_too_large_is_a_problem_whether_its_size_is_announced_or_not() throws IOException {
        TestTenant tenant = tenant();
        String large = "{\"text\":\"" + "x".repeat(70_000) + "\"}";

        isProblem(as(tenant).body(large).post("/v1/notes"), 413, "body-too-large");
        assertThat(postChunked(tenant, large)).startsWith("HTTP/1.1 413").contains("/problems/body-too-large");
    }

    @Test
    void a_failure_of_ours_tells_nothing_of_the_inside() {
        isProblem(as(tenant()).get("/v1/broken"), 500, "internal-error");
    }

    // Access

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

    // Clocks

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

    // Versions

    @Test
    void a_change_of_a_version_that_is_gone_is_refused() {
        // Given
        TestTenant tenant = tenant();
        Response created = as(tenant).body("{\"text\":\"first\"}").post("/v1/notes");
        String path = created.header("Location");
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        // When
        as(tenant)
                .header("If-Match", "\"1\"")
                .body("{\"text\":\"second\"}")
                .put(path)
                .then()
                .statusCode(200);
        // Then
        isProblem(
                as(tenant)
                        .header("If-Match", "\"1\"")
                        .body("{\"text\":\"third\"}")
                        .put(path),
                412,
                "precondition-failed");
    }

    // Idempotency keys

    @Test
    void the_same_key_and_body_get_the_first_answer_again() {
        // Given
        TestTenant tenant = tenant();
        String text = "once " + UUID.randomUUID();
        // When
        Response first = post(tenant, "key-1", text);
        Response second = post(tenant, "key-1", text);
        // Then
        first.then().statusCode(201).header("Idempotency-Replayed", equalTo(null));
        second.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(NotesResource.EXECUTIONS.get(text)).hasValue(1);
    }

    @Test
    void a_refusal_is_kept_like_any_other_answer() {
        TestTenant tenant = tenant();
        String text = "conflict " + UUID.randomUUID();

        isProblem(post(tenant, "key-1", text), 409, "conflict").body("detail", equalTo("execution 1"));
        isProblem(post(tenant, "key-1", text), 409, "conflict").body("detail", equalTo("execution 1"));
    }

    @Test
    void another_body_or_path_under_the_same_key_is_refused() {
        TestTenant tenant = tenant();
        post(tenant, "key-1", "one").then().statusCode(201);

        isProblem(post(tenant, "key-1", "two"), 409, "idempotency-key-reused");
        isProblem(
                as(tenant)
                        .header("Idempotency-Key", "key-1")
                        .body("{\"text\":\"one\"}")
                        .post("/v1/notes?other"),
                409,
                "idempotency-key-reused");
        post(tenant(), "key-1", "two").then().statusCode(201);
    }

    @Test
    void a_failure_of_ours_is_not_kept_and_the_next_execution_makes_the_same_id() {
        // Given
        TestTenant tenant = tenant();
        String text = "fails once " + UUID.randomUUID();
        isProblem(post(tenant, "key-1", text), 500, "internal-error");
        // When
        Response second = post(tenant, "key-1", text);
        // Then
        second.then().statusCode(201);
        assertThat(NotesResource.EXECUTIONS.get(text)).hasValue(2);
        assertThat(second.path("id").toString()).matches("note_[0-9A-Z]{26}");
    }

    @Test
    void duplicates_at_the_same_time_execute_once() {
        // Given
        TestTenant tenant = tenant();
        String text = "crowd " + UUID.randomUUID();
        // When
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 16)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> post(tenant, "key-1", text).statusCode()))
                .toList();
        // Then
        assertThat(answers.stream().map(CompletableFuture::join))
                .isNotEmpty()
                .allMatch(status -> status == 201 || status == 409);
        assertThat(NotesResource.EXECUTIONS.get(text)).hasValue(1);
        post(tenant, "key-1", text).then().statusCode(201);
    }

    @Test
    void while_one_runs_its_duplicate_is_told_so_until_the_lease_is_over() {
        // Given
        TestTenant tenant = tenant();
        String text = "slow " + UUID.randomUUID();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        NotesResource.GATES.put(text, gate);
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> post(tenant, "key-1", text));
        await().until(() ->
                NotesResource.EXECUTIONS.getOrDefault(text, new AtomicInteger()).get() == 1);
        isProblem(post(tenant, "key-1", text), 409, "request-in-progress");
        // When
        pool.query("UPDATE idempotency_keys SET leased_until = now() - interval '1 second' WHERE tenant = '"
                        + tenant.tenantId() + "'")
                .executeAndAwait();
        CompletableFuture<Response> second = CompletableFuture.supplyAsync(() -> post(tenant, "key-1", text));
        await().until(() -> NotesResource.EXECUTIONS.get(text).get() == 2);
        gate.complete(null);
        // Then
        assertThat(second.join().path("id").toString()).isEqualTo(first.join().path("id"));
    }

    @Test
    void a_key_older_than_two_days_is_free_again() {
        // Given
        TestTenant tenant = tenant();
        post(tenant, "key-1", "one").then().statusCode(201);
        // When
        pool.query("UPDATE idempotency_keys SET created_at = now() - interval '49 hours' WHERE tenant = '"
                        + tenant.tenantId() + "'")
                .executeAndAwait();
        // Then
        post(tenant, "key-1", "two").then().statusCode(201);
    }

    @Test
    void an_answer_is_not_readable_in_the_database() {
        TestTenant tenant = tenant();
        post(tenant, "key-1", "plainly visible").then().statusCode(201);

        byte[] stored = pool.query(
                        "SELECT sealed_body FROM idempotency_keys WHERE tenant = '" + tenant.tenantId() + "'")
                .executeAndAwait()
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("visible");
    }

    @Test
    void a_key_must_be_printable_and_short() {
        isProblem(post(tenant(), "x".repeat(256), "one"), 400, "malformed-request");
        post(tenant(), "x".repeat(255), "one").then().statusCode(201);
    }

    // Pages

    @Test
    void pages_lead_from_newest_to_oldest_and_back() {
        // Given
        TestTenant tenant = tenant();
        for (String text : List.of("a", "b", "c", "d", "e")) {
            as(tenant)
                    .body("{\"text\":\"" + text + "\"}")
                    .post("/v1/notes")
                    .then()
                    .statusCode(201);
        }
        // When
        Response first = as(tenant).get("/v1/notes?limit=2");
        Response second = as(tenant).get("/v1/notes?limit=2&after=" + first.path("next"));
        Response third = as(tenant).get("/v1/notes?limit=2&after=" + second.path("next"));
        Response back = as(tenant).get("/v1/notes?limit=2&before=" + third.path("previous"));
        Response start = as(tenant).get("/v1/notes?limit=2&before=" + back.path("previous"));
        // Then
        assertThat(first.<List<String>>path("items.text")).containsExactly("e", "d");
        assertThat(first.asString()).endsWith("\"previous\":null}");
        assertThat(second.<List<String>>path("items.text")).containsExactly("c", "b");
        assertThat(third.<List<String>>path("items.text")).containsExactly("a");
        assertThat(third.asString()).contains("\"next\":null");
        assertThat(back.<List<String>>path("items.text")).containsExactly("c", "b");
        assertThat(start.<List<String>>path("items.text")).containsExactly("e", "d");
        assertThat(start.asString()).endsWith("\"previous\":null}");
    }

    @Test
    void faults_of_a_page_request_point_to_their_parameters() {
        isProblem(as(tenant()).get("/v1/notes?limit=0&after=nonsense&before=!"), 422, "invalid-input")
                .body("errors.pointer", equalTo(List.of("?limit", "?after", "?before", "?before")));
    }

    private static String postChunked(TestTenant tenant, String body) throws IOException {
        return exchange("POST /v1/notes HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + tenant.bearer()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
    }

    /** By hand, for HTTP clients announce the size of a body they know. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            int read = in.read(buffer);
            while (read > 0) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                read = answer.toString().contains("}") ? 0 : in.read(buffer);
            }
            return answer.toString();
        }
    }
}
