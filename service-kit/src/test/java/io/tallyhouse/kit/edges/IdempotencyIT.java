package io.tallyhouse.kit.edges;

import static io.tallyhouse.kit.edges.Requests.as;
import static io.tallyhouse.kit.edges.Requests.isProblem;
import static io.tallyhouse.kit.edges.Requests.post;
import static io.tallyhouse.kit.edges.Requests.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdempotencyIT {
    @Inject
    Pool pool;

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
}
