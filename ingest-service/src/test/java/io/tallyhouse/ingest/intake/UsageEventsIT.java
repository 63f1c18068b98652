package io.tallyhouse.ingest.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageEventsIT {
    @Test
    void an_event_counts_under_the_alias_that_it_was_sent_under_last() {
        // Given
        TestTenant tenant = TestTenants.create("usage-moves");

        // When
        send(tenant, event("a", "e1", 1)).statusCode(202).body("accepted", equalTo(1));
        send(tenant, "[" + event("b", "e1", 2) + "," + event("a", "e2", 1) + "]")
                .statusCode(202)
                .body("accepted", equalTo(2));
        send(tenant, event("VOID", "e2", 1)).statusCode(202).body("accepted", equalTo(1));

        // Then
        assertThat(counted(tenant)).isEqualTo(Map.of("e1", "b=2"));
        send(tenant, event("a", "e1", 3)).statusCode(202);
        send(tenant, event("c", "e2", 4)).statusCode(202);
        assertThat(counted(tenant)).isEqualTo(Map.of("e1", "a=3", "e2", "c=4"));
    }

    @Test
    void requests_that_move_the_same_events_at_once_leave_each_counted_once() throws Exception {
        // Given
        TestTenant tenant = TestTenants.create("usage-race");
        ExecutorService senders = Executors.newFixedThreadPool(6);
        List<Future<?>> sent = new ArrayList<>();

        // When six senders shuffle ten events among four aliases, a batch at a time
        for (int sender = 0; sender < 6; sender++) {
            Random random = new Random(sender);
            sent.add(senders.submit(() -> {
                for (int round = 0; round < 8; round++) {
                    String batch = IntStream.range(0, 5)
                            .mapToObj(at -> event("alias-" + random.nextInt(4), "e" + random.nextInt(10), 1))
                            .collect(Collectors.joining(",", "[", "]"));
                    send(tenant, batch).statusCode(202);
                }
            }));
        }
        for (Future<?> sender : sent) {
            sender.get();
        }
        senders.shutdown();

        // Then
        assertThat(CountedIdentities.of(new IngestClient(tenant).records()))
                .hasSize(10)
                .allSatisfy((id, bySubject) -> assertThat(bySubject).hasSize(1));
    }

    @Test
    void every_fault_is_told_by_the_names_that_were_sent() {
        // Given
        TestTenant tenant = TestTenants.create("usage-faults");

        // Then
        send(tenant, "{}")
                .statusCode(422)
                .body("instance", equalTo("/v1/usage-events"))
                .body("errors[0].errors.pointer", equalTo(List.of("/eventType", "/customerAlias")));
        send(
                        tenant,
                        "{\"customerEventId\":\"e\",\"eventType\":\"t\",\"customerAlias\":\"a\",\"source\":\"x\","
                                + "\"eventTimestamp\":\"2026-10-01\",\"eventProperties\":{\"a\":{},\"b\":1e400}}")
                .statusCode(422)
                .body(
                        "errors[0].errors.pointer",
                        equalTo(List.of("/source", "/eventTimestamp", "/eventProperties/a", "/eventProperties/b")));
        send(tenant, "{\"customerEventId\":").statusCode(400);
        assertThat(new IngestClient(tenant).records()).isEmpty();
        send(TestTenants.create("usage-reader", Scope.READ), event("a", "e1", 1))
                .statusCode(403);
    }

    @Test
    void an_event_without_id_and_time_has_them_made_and_is_told_its_id() {
        // Given
        TestTenant tenant = TestTenants.create("usage-made");

        // When
        String made = send(
                        tenant,
                        "[" + event("a", "e1", 1) + ",{\"eventType\":\"llm.request\",\"customerAlias\":\"a\","
                                + "\"eventProperties\":{\"n\":2}}]")
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("madeIds.index", equalTo(List.of(1)))
                .extract()
                .path("madeIds[0].id");

        // Then
        assertThat(made).startsWith("evt_");
        assertThat(counted(tenant)).isEqualTo(Map.of("e1", "a=1", made, "a=2"));
        send(tenant, event("a", made, 3)).statusCode(202).body("madeIds", equalTo(List.of()));
        assertThat(counted(tenant)).isEqualTo(Map.of("e1", "a=1", made, "a=3"));
    }

    private static Map<String, String> counted(TestTenant tenant) {
        return CountedIdentities.of(new IngestClient(tenant).records()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().values().stream()
                                .map(UsageEventsIT::line)
                                .collect(Collectors.joining(","))));
    }

    private static String line(UsageEvent event) {
        return event.identity().subject() + "=" + event.data().get("n").text();
    }

    private static ValidatableResponse send(TestTenant tenant, String body) {
        return given().header("Authorization", tenant.bearer())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/usage-events")
                .then();
    }

    private static String event(String alias, String id, int number) {
        return """
                {"eventType":"llm.request","customerAlias":"%s","eventTimestamp":"2026-10-01T12:00:00Z",\
                "customerEventId":"%s","eventProperties":{"n":%d}}""".formatted(alias, id, number);
    }
}
