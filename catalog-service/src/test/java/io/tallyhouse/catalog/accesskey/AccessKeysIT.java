package io.tallyhouse.catalog.accesskey;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.catalog.testing.Crash;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.access.AccessKeyHash;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessKeysIT {
    @Inject
    AgroalDataSource dataSource;

    @Test
    void a_key_works_at_once_within_its_scopes() {
        // Given
        Api api = Api.sandbox("keys-scopes");
        // When
        Answer made = api.post("/v1/access-keys", "{'name':'reader','scopes':['read']}")
                .is(201);
        // Then
        assertThat(made.text("accessKey")).matches("th_test_[0-9A-Za-z]{43}");
        Api reader = Api.with(made.text("accessKey"));
        reader.get("/v1/customers").is(200);
        reader.post("/v1/products", "{'name':'P'}").isProblem(403, "forbidden");
        reader.get("/v1/access-keys").isProblem(403, "forbidden");
        reader.post("/v1/tenants", "{}").isProblem(403, "forbidden");
        Answer read = api.get("/v1/access-keys/" + made.text("id")).is(200);
        assertThat(read.body().has("accessKey")).isFalse();
        assertThat(read.body().has("hash")).isFalse();
        assertThat(read.body().path("scopes").get(0).asText()).isEqualTo("read");
        assertThat(api.get("/v1/access-keys").ids()).hasSize(2).contains(made.text("id"));
    }

    @Test
    void only_a_hash_leaves_the_service() {
        // Given
        Api api = Api.sandbox("keys-hash");
        String key = api.post("/v1/access-keys", "{'name':'k','scopes':['read']}")
                .is(201)
                .text("accessKey");
        String hash = AccessKeyHash.of(key);
        // Then
        assertThat(Api.service("keys-hash")
                        .get("/internal/access-keys-by-hash/" + hash)
                        .is(200)
                        .text("name"))
                .isEqualTo("k");
        Api.service("keys-hash").get("/internal/access-keys-by-hash/nonsense").isProblem(404, "not-found");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.CATALOG_ACCESS_KEYS).stream()
                                .filter(record -> record.tenant().value().equals("keys-hash"))
                                .map(record -> record.hash()))
                        .hasSize(2)
                        .contains(hash));
    }

    @Test
    void a_key_grants_no_scope_that_its_maker_lacks() {
        // Given
        Api api = Api.sandbox("keys-grants");
        Answer first = api.get("/v1/access-keys").is(200);
        Api admin = Api.with(api.post("/v1/access-keys", "{'name':'admin','scopes':['admin']}")
                .text("accessKey"));
        // When
        Answer refused = admin.post("/v1/access-keys", "{'name':'more','scopes':['admin','billing','root']}");
        // Then
        assertThat(refused.isProblem(422, "invalid-input").pointers()).containsExactly("/scopes/1", "/scopes/2");
        // rotating would show a secret with all scopes
        admin.post("/v1/access-keys/" + first.ids().get(0) + "/rotate").isProblem(403, "forbidden");
    }

    @Test
    void a_revoked_key_is_refused_within_seconds() {
        // Given
        Api api = Api.sandbox("keys-revoke");
        Answer made =
                api.post("/v1/access-keys", "{'name':'k','scopes':['read']}").is(201);
        Api holder = Api.with(made.text("accessKey"));
        holder.get("/v1/customers").is(200);
        // When
        Answer revoked =
                api.post("/v1/access-keys/" + made.text("id") + "/revoke").is(200);
        // Then
        assertThat(revoked.body().path("revoked").asBoolean()).isTrue();
        api.post("/v1/access-keys/" + made.text("id") + "/revoke").is(200);
        api.post("/v1/access-keys/" + made.text("id") + "/rotate").isProblem(409, "conflict");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> holder.get("/v1/customers").isProblem(401, "unauthenticated"));
    }

    @Test
    void a_rotated_key_is_followed_by_one_like_it() {
        // Given
        Api api = Api.sandbox("keys-rotate");
        Answer old = api.post("/v1/access-keys", "{'name':'k','scopes':['read','events:write']}")
                .is(201);
        // When
        Answer next = api.post("/v1/access-keys/" + old.text("id") + "/rotate").is(201);
        // Then
        assertThat(next.text("id")).isNotEqualTo(old.text("id"));
        assertThat(next.headers().get("location")).isEqualTo("/v1/access-keys/" + next.text("id"));
        assertThat(next.body().path("scopes")).isEqualTo(old.body().path("scopes"));
        Api.with(next.text("accessKey")).get("/v1/customers").is(200);
        assertThat(api.get("/v1/access-keys/" + old.text("id"))
                        .body()
                        .path("revoked")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void an_expired_key_is_refused() {
        // Given
        Api api = Api.sandbox("keys-expiry");
        Instant soon = Instant.now().plusSeconds(2);
        Answer made = api.post("/v1/access-keys", "{'name':'k','scopes':['read'],'expiresAt':'" + soon + "'}")
                .is(201);
        Api holder = Api.with(made.text("accessKey"));
        // Then
        holder.get("/v1/customers").is(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> holder.get("/v1/customers").isProblem(401, "unauthenticated"));
        assertThat(api.post("/v1/access-keys", "{'name':'k','scopes':['read'],'expiresAt':'2020-01-01T00:00:00Z'}")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/expiresAt");
    }

    @Test
    void a_repeated_request_shows_the_same_key() {
        // Given
        Api api = Api.sandbox("keys-idempotency").header("Idempotency-Key", "k1");
        // When
        Answer first =
                api.post("/v1/access-keys", "{'name':'k','scopes':['read']}").is(201);
        Answer second =
                api.post("/v1/access-keys", "{'name':'k','scopes':['read']}").is(201);
        // Then
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void a_key_whose_secret_was_lost_in_a_crash_gets_another() throws SQLException {
        // Given
        Api api = Api.sandbox("keys-crash").header("Idempotency-Key", "k1");
        Answer lost =
                api.post("/v1/access-keys", "{'name':'k','scopes':['read']}").is(201);
        Crash.loseAnswers(dataSource, "keys-crash");
        // When
        Answer repeated =
                api.post("/v1/access-keys", "{'name':'k','scopes':['read']}").is(201);
        // Then
        assertThat(repeated.text("id")).isEqualTo(lost.text("id"));
        assertThat(repeated.text("accessKey")).isNotEqualTo(lost.text("accessKey"));
        Api.with(repeated.text("accessKey")).get("/v1/customers").is(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        Api.with(lost.text("accessKey")).get("/v1/customers").isProblem(401, "unauthenticated"));
    }

    @Test
    void without_a_key_nothing_is_answered() {
        // Then
        Api.nobody().get("/v1/customers").isProblem(401, "unauthenticated");
        Api.with("th_live_thisKeyWasNeverMade").get("/v1/customers").isProblem(401, "unauthenticated");
    }
}
