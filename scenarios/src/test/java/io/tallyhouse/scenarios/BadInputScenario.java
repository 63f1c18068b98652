package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be right is refused with a problem document that names place, value and mend; nothing of it is applied. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadInputScenario {
    private static final int TIMES = 20;

    private static Tenant tenant;

    @BeforeAll
    static void catalogue() {
        tenant = SharedStack.newTenant("bad-input");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
        tenant.product("p");
        tenant.fee("fee", "IN_ARREARS", "49.00");
        tenant.create("/v1/prices", """
                {"id":"euro-fee","productId":"p","name":"In euros","currency":"EUR","frequency":"MONTHLY",
                 "timing":"IN_ARREARS","structure":{"model":"FLAT","amount":"49.00"}}""");
        tenant.customer("acme", "UTC");
        tenant.create(
                "/v1/schedules",
                BadRequest.GOOD.getOrDefault("/v1/schedules", "").replace("\"bad\"", "\"taken\""));
    }

    static List<BadRequest> faults() {
        return BadRequest.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_told_with_place_value_and_mend(BadRequest bad) {
        // When
        Answer answer = bad.method().equals("GET")
                ? tenant.api().get(bad.path())
                : tenant.api().post(bad.path(), bad.body());
        // Then
        assertProblem(answer, bad.refusal().status, bad.refusal().type);
        if (bad.pointer().equals("-")) {
            assertThat(answer.json().path("detail").asText()).contains(bad.says());
        } else {
            assertThat(answer.json().path("errors")).as(answer.text()).anySatisfy(error -> {
                assertThat(error.path("pointer").asText()).isEqualTo(bad.pointer());
                assertThat(error.path("detail").asText()).contains(bad.says());
            });
        }
        assertThat(List.of("customers", "prices", "schedules"))
                .as("nothing was applied")
                .allSatisfy(kind -> assertThat(
                                tenant.api().get("/v1/" + kind + "/bad").status())
                        .isEqualTo(404));
    }

    @Test
    void the_same_bodies_without_their_faults_are_accepted() {
        // Given
        Tenant other = SharedStack.newTenant("good-input");
        other.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
        other.product("p");
        other.customer("acme", "UTC");
        other.fee("fee", "IN_ARREARS", "49.00");
        // Then
        BadRequest.GOOD.forEach((path, body) ->
                assertThat(other.create(path, body).path("id").asText()).isEqualTo("bad"));
    }

    @Test
    void all_faults_are_told_at_once() {
        // When
        Answer answer = tenant.api().post("/v1/customers", """
                {"legalName":7,"currency":"XXXX","timeZone":"UTC","colour":"red"}""");
        // Then
        assertProblem(answer, 422, "/problems/invalid-input");
        assertThat(pointers(answer.json().path("errors")))
                .containsExactlyInAnyOrder("/legalName", "/currency", "/country", "/colour");
    }

    @Test
    void broken_json_in_the_middle_of_a_batch_accepts_nothing_of_it() {
        // When
        Answer answer = tenant.api().post("/v1/events", """
                [{"id":"1","type":"call","subject":"broken"},{"id":"2","type":"call","subject":]""");
        // Then
        assertProblem(answer, 400, "/problems/malformed-request");
        assertThat(answer.json().path("detail").asText()).contains("line 1", "Nothing was accepted");
        tenant.send(List.of("""
                {"id":"3","type":"call","subject":"broken"}"""));
        assertCalls("broken", 1);
    }

    @Test
    void a_batch_with_bad_events_tells_which_they_are_and_counts_the_others() {
        // When
        Answer answer = tenant.api().post("/v1/events", """
                [{"id":"1","type":"call","subject":"partly"},
                 {"id":"2","type":"call","subject":"partly","time":"yesterday","colour":"red"},
                 {"id":"1","type":"call","subject":"partly"},
                 {"type":"call","subject":"partly","data":{"nested":{}}},
                 17]""");
        // Then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("duplicatesInRequest").asInt()).isEqualTo(1);
        JsonNode errors = answer.json().path("errors");
        assertThat(errors).hasSize(3);
        assertThat(errors.path(0).path("index").asInt()).isEqualTo(1);
        assertThat(errors.path(0).path("id").asText()).isEqualTo("2");
        assertThat(pointers(errors.path(0).path("errors"))).containsExactlyInAnyOrder("/time", "/colour");
        assertThat(pointers(errors.path(1).path("errors"))).containsExactlyInAnyOrder("/id", "/data/nested");
        assertThat(errors.path(2).path("index").asInt()).isEqualTo(4);
        assertCalls("partly", 1);
    }

    @Test
    void a_batch_without_a_valid_event_is_a_problem() {
        // When
        Answer answer = tenant.api().post("/v1/events", "[{\"id\":\"1\",\"subject\":\"acme\"}]");
        // Then
        assertProblem(answer, 422, "/problems/invalid-input");
        assertThat(answer.json().path("errors").path(0).path("index").asInt()).isZero();
        assertThat(answer.json().path("errors").path(0).path("id").asText()).isEqualTo("1");
        assertThat(pointers(answer.json().path("errors").path(0).path("errors")))
                .containsExactly("/type");
    }

    @Test
    void an_unknown_key_and_a_missing_scope_are_told_apart() {
        // Given
        String readOnly = tenant.create("/v1/access-keys", "{\"name\":\"read only\",\"scopes\":[\"read\"]}")
                .path("accessKey")
                .asText();
        Request write = Request.to("POST", "/v1/products").withJson("{\"name\":\"x\"}");
        // Then
        assertProblem(write.send(), 401, "/problems/unauthenticated");
        assertProblem(write.withKey("th_test_nobody").send(), 401, "/problems/unauthenticated");
        Answer refused = write.withKey(readOnly).send();
        assertProblem(refused, 403, "/problems/forbidden");
        assertThat(refused.json().path("detail").asText()).contains("'catalog'");
        assertThat(Request.to("GET", "/v1/products").withKey(readOnly).send().status())
                .isEqualTo(200);
    }

    @Test
    void a_reference_posted_a_moment_ago_through_another_service_is_not_unknown() {
        for (int time = 0; time < TIMES; time++) {
            // Given
            String id = "fresh-" + time;
            tenant.customer(id, "UTC");
            tenant.create("/v1/metrics", """
                    {"id":"%s","name":"Fresh","eventType":"fresh","aggregation":"COUNT"}""".formatted(id));
            tenant.product(id);
            tenant.usagePrice(id, id, "{\"model\":\"UNIT\",\"unitPrice\":\"0.50\"}");
            // When
            tenant.draftSchedule(id, Tenant.open("2027-01-01", id));
            tenant.activate(id);
            // Then
            assertThat(tenant.api()
                            .getOk("/v1/schedules/" + id)
                            .path("timeZone")
                            .asText())
                    .isEqualTo("UTC");
        }
    }

    @Test
    void an_idempotency_key_repeats_the_answer_and_refuses_another_body() {
        // Given
        Request first = Request.to("POST", "/v1/products")
                .withKey(tenant.accessKey())
                .with("Idempotency-Key", "once")
                .withJson("{\"name\":\"Once\"}");
        // When
        Answer made = first.send();
        Answer repeated = first.send();
        // Then
        assertThat(made.status()).isEqualTo(201);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.json()).isEqualTo(made.json());
        assertThat(repeated.headers()).containsEntry("location", made.headers().get("location"));
        assertThat(tenant.list("/v1/products?includeArchived=true").stream()
                        .filter(product -> product.path("name").asText().equals("Once")))
                .hasSize(1);
        assertProblem(first.withJson("{\"name\":\"Twice\"}").send(), 409, "/problems/idempotency-key-reused");
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("type").asText()).isEqualTo(type);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.text()).doesNotContain("io.tallyhouse", "java.");
    }

    private static void assertCalls(String subject, int calls) {
        String today = tenant.now().toString().substring(0, 10);
        Tenant.eventually(() -> assertThat(tenant.usage("calls", subject, "2020-01-01", today)
                        .path("value")
                        .asInt())
                .isEqualTo(calls));
    }

    private static List<String> pointers(JsonNode errors) {
        return errors.findValues("pointer").stream().map(JsonNode::asText).toList();
    }
}
