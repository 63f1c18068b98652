package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every way in over HTTP, and what can be found out about events afterwards. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventsScenario {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String JSON = "application/json";
    private static final String DAY = "&from=2027-05-01T00:00:00Z&to=2027-06-01T00:00:00Z";

    private static Tenant tenant;

    @BeforeAll
    static void metrics_and_customers() {
        tenant = SharedStack.newTenant("events");
        tenant.moveClockTo("2027-06-01T00:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""", """
                {"id":"tokens","name":"Tokens","eventType":"call","aggregation":"SUM","property":"n"}""");
        tenant.customer("acme", "UTC");
        tenant.customer("finder", "UTC");
    }

    @Test
    void every_shape_of_a_request_counts_the_same() throws Exception {
        // When one event each
        assertThat(post("/v1/events", JSON, Map.of(), bytes(event("acme", "w-1", 1))))
                .isEqualTo(202);
        assertThat(post("/v1/events", "application/cloudevents+json", Map.of(), bytes(event("acme", "w-2", 10))))
                .isEqualTo(202);
        assertThat(post(
                        "/v1/events",
                        "application/cloudevents-batch+json",
                        Map.of(),
                        bytes("[" + event("acme", "w-3", 100) + "]")))
                .isEqualTo(202);
        String lines = event("acme", "w-4", 1_000) + "\n\n" + event("acme", "w-5", 10_000) + "\n";
        assertThat(post("/v1/events", "application/x-ndjson", Map.of("Content-Encoding", "gzip"), zipped(lines)))
                .isEqualTo(202);
        Map<String, String> attributes = Map.of(
                "ce-specversion", "1.0",
                "ce-id", "w-6",
                "ce-type", "call",
                "ce-subject", "acme",
                "ce-time", "2027-05-10T10:00:00Z");
        assertThat(post("/v1/events", JSON, attributes, bytes("{\"n\":100000}")))
                .isEqualTo(202);
        assertThat(post("/v1/usage-events", JSON, Map.of(), bytes(moved("acme", 1_000_000))))
                .isEqualTo(202);
        // Then 1 + 10 + 100 + 1,000 + 10,000 + 100,000 + 1,000,000
        Tenant.eventually(() -> assertThat(usage("tokens", "acme")).isEqualTo("1111111"));
        // When all are sent again, in another shape
        String again =
                String.join("\n", event("acme", "w-1", 1), event("acme", "w-3", 100), event("acme", "w-6", 100_000));
        assertThat(post("/v1/events", "application/x-ndjson", Map.of(), bytes(again)))
                .isEqualTo(202);
        // and the last one is voided by its alias
        assertThat(post("/v1/usage-events", JSON, Map.of(), bytes(moved("VOID", 1_000_000))))
                .isEqualTo(202);
        // Then
        Tenant.eventually(() -> assertThat(usage("tokens", "acme")).isEqualTo("111111"));
        assertThat(usage("calls", "acme")).isEqualTo("6");
    }

    @Test
    void events_are_found_by_subject_customer_type_time_state_and_property() {
        // Given one that counts, one of a text that is no number, one corrected, one void and one that is nobody's
        tenant.send(List.of(
                event("finder", "f-1", 5),
                event("finder", "f-2", 6).replace("\"n\":6", "\"n\":\"six\""),
                event("finder", "f-3", 7),
                event("finder", "f-4", 8),
                event("somebody", "f-5", 9)));
        tenant.send(List.of(event("finder", "f-3", 70)));
        assertThat(tenant.api().delete("/v1/events/finder/f-4").status()).isEqualTo(202);
        // Then 5 + 70
        Tenant.eventually(() -> {
            assertThat(usage("tokens", "finder")).isEqualTo("75");
            assertThat(found("customer=finder&state=VOID")).containsExactly("f-4");
            assertThat(found("subject=somebody")).containsExactly("f-5");
        });
        assertThat(found("customer=finder&state=COUNTED")).containsExactlyInAnyOrder("f-1", "f-2", "f-3");
        assertThat(found("customer=finder&state=UNUSABLE")).containsExactly("f-2");
        assertThat(found("customer=finder&state=SUPERSEDED")).containsExactly("f-3");
        assertThat(found("state=UNMAPPED")).containsExactly("f-5");
        assertThat(found("property.n=5.0&property.n=70")).containsExactlyInAnyOrder("f-1", "f-3");
        assertThat(found("subject=finder&type=none")).isEmpty();
        JsonNode history = tenant.api().getOk("/v1/events/finder/f-2");
        assertThat(history.path("versions")
                        .path(0)
                        .path("unusable")
                        .path(0)
                        .path("metric")
                        .asText())
                .isEqualTo("tokens");
        assertThat(history.path("versions").path(0).path("countedBy").toString())
                .isEqualTo("[\"calls\"]");
        // When it is restored, and the one that is nobody's gets a customer
        tenant.api().postOk("/v1/events/finder/f-4/restore", "");
        tenant.create("/v1/customers/finder/aliases", "{\"alias\":\"somebody\"}");
        // Then 75 + 8 + 9
        Tenant.eventually(() -> assertThat(usage("tokens", "finder")).isEqualTo("92"));
        Tenant.eventually(() -> assertThat(found("state=UNMAPPED")).isEmpty());
    }

    @Test
    void a_type_that_no_metric_counts_is_listed() {
        // When
        tenant.send(List.of(event("acme", "t-1", 1).replace("\"call\"", "\"cal\"")));
        // Then
        Tenant.eventually(() -> assertThat(tenant.list("/v1/event-types?unused=true"))
                .extracting(type -> type.path("type").asText())
                .containsExactly("cal"));
        assertThat(tenant.list("/v1/event-types?"))
                .extracting(type -> type.path("type").asText())
                .contains("cal");
    }

    private static List<String> found(String query) {
        return tenant.list("/v1/events?" + query + DAY).stream()
                .map(event -> event.path("id").asText())
                .filter(id -> id.startsWith("f-"))
                .toList();
    }

    private static String usage(String metric, String customer) {
        return tenant.usage(metric, customer, "2027-05-01", "2027-05-31")
                .path("value")
                .asText();
    }

    private static String event(String subject, String id, int n) {
        return "{\"id\":\"%s\",\"type\":\"call\",\"subject\":\"%s\",\"time\":\"2027-05-10T10:00:00Z\",\"data\":{\"n\":%d}}"
                .formatted(id, subject, n);
    }

    /** In the shape of who comes from another product. */
    private static String moved(String alias, int n) {
        return """
                {"eventType":"call","customerAlias":"%s","eventTimestamp":"2027-05-10T10:00:00Z",
                 "customerEventId":"w-7","eventProperties":{"n":%d}}""".formatted(alias, n);
    }

    private static int post(String path, String type, Map<String, String> headers, byte[] body) throws Exception {
        URI uri = SharedStack.get().gateway().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + tenant.accessKey())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
