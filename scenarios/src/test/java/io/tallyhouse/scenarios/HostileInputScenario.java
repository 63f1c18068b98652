package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What careless or hostile senders send: each gets a clear answer, and whatever comes after it counts. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileInputScenario {
    private static final String DAY = "2027-05-30";
    private static final int GROUPS_SENT = 100_000;
    private static final int GROUPS_MAX = 10_000;

    private Tenant tenant;

    @BeforeEach
    void a_tenant() {
        tenant = SharedStack.newTenant("hostile");
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
    }

    private static String event(String id, String data) {
        return event(id, DAY + "T10:00:00Z", data);
    }

    private static String event(String id, String time, String data) {
        return "{\"id\":\"" + id + "\",\"type\":\"call\",\"subject\":\"acme\",\"time\":\"" + time + "\",\"data\":{"
                + data + "}}";
    }

    private void assertValue(String metric, String value) {
        Tenant.eventually(() ->
                assertThat(usage(metric).path("value").asText()).as(metric).isEqualTo(value));
    }

    private JsonNode usage(String metric) {
        return tenant.usage(metric, "acme", DAY, DAY);
    }

    @Test
    void an_event_that_cannot_be_right_is_refused_and_the_next_one_counts() throws Exception {
        // Given
        String digits = "9".repeat(10_000);
        Map<String, Integer> refusals = Map.of(
                event("future", "2027-06-01T20:00:01Z", ""),
                422,
                event("nan", "\"a\":NaN"),
                400,
                event("large", "\"a\":1e400"),
                422,
                event("long", "\"a\":" + digits),
                422,
                event("fraction", "\"a\":0." + digits),
                422,
                event("nested", "\"a\":{\"b\":1}"),
                422,
                event("deep", "\"a\":" + "[".repeat(30_000) + "]".repeat(30_000)),
                400,
                event("many", "\"a\":\"" + "x".repeat(1 << 20) + "\""),
                413,
                event("control\\u0000", "\"a\":1"),
                422,
                "{\"id\":\"no-type\",\"subject\":\"acme\"}",
                422);
        // When
        refusals.forEach((body, status) -> assertRefused(send(body.getBytes(StandardCharsets.UTF_8)), status, body));
        byte[] notUtf8 = event("utf", "\"a\":\"?\"").getBytes(StandardCharsets.UTF_8);
        notUtf8[new String(notUtf8, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;
        assertRefused(send(notUtf8), 400, "wrong UTF-8");
        tenant.send(List.of(
                event("day-ahead", "2027-06-01T19:00:00Z", ""), event("good", "\"a\":\"" + "9".repeat(34) + "\"")));
        // Then
        assertValue("calls", "1");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String sent) {
        assertThat(answer.statusCode()).as("%.80s: %s", sent, answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("io.tallyhouse", "java.");
    }

    private HttpResponse<String> send(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(SharedStack.get().gateway() + "/v1/events"))
                .header("Authorization", "Bearer " + tenant.accessKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_hundred_thousand_groups_are_ten_thousand_and_a_visible_rest() {
        // Given
        tenant.createMetrics("""
                {"id":"by-session","name":"By session","eventType":"session","aggregation":"SUM","property":"n",
                 "groupBy":["session"]}""");
        // When
        for (int from = 0; from < GROUPS_SENT; from += 1_000) {
            tenant.sendBatch(IntStream.range(from, from + 1_000)
                    .mapToObj(number -> event("g-" + number, "\"n\":2,\"session\":\"s-" + number + "\"")
                            .replace("\"call\"", "\"session\""))
                    .toList());
        }
        tenant.send(List.of(event("after", "\"a\":1")));
        // Then
        // 100,000 x 2; the rest has all but 10,000 of them
        assertValue("by-session", Integer.toString(2 * GROUPS_SENT));
        List<JsonNode> points = StreamSupport.stream(
                        usage("by-session").path("points").spliterator(), false)
                .toList();
        assertThat(points).hasSize(GROUPS_MAX + 1);
        assertThat(points.stream().filter(point -> point.path("overflow").asBoolean()))
                .singleElement()
                .satisfies(rest -> assertThat(rest.path("value").asInt()).isEqualTo(2 * (GROUPS_SENT - GROUPS_MAX)));
        assertValue("calls", "1");
    }

    @Test
    void a_division_by_zero_and_a_missing_property_leave_an_event_out_of_one_metric_and_say_so() {
        // Given
        tenant.createMetrics("""
                {"id":"ratio","name":"Ratio","eventType":"call","aggregation":"SUM","expression":"data.a / data.b"}""", """
                {"id":"large","name":"Large","eventType":"call","aggregation":"COUNT",
                 "filters":[{"property":"size","operator":"IN","values":["large"]}]}""", """
                {"id":"not-large","name":"Not large","eventType":"call","aggregation":"COUNT",
                 "filters":[{"property":"size","operator":"NOT_IN","values":["large"]}]}""");
        // When
        tenant.send(List.of(
                event("whole", "\"a\":6,\"b\":3,\"size\":\"large\""),
                event("zero", "\"a\":1,\"b\":0"),
                event("missing", "\"a\":1"),
                event("text", "\"a\":\"x\",\"b\":1")));
        // Then
        // 6 / 3; the others are unusable
        assertValue("ratio", "2");
        assertValue("calls", "4");
        assertValue("large", "1");
        assertValue("not-large", "3");
        for (String unusable : List.of("zero", "missing", "text")) {
            Tenant.eventually(() -> assertThat(
                            tenant.api().getOk("/v1/events/acme/" + unusable).toString())
                    .contains("\"metric\":\"ratio\""));
        }
    }

    @Test
    void an_id_is_given_to_one_metric_only() {
        // When
        Answer again = tenant.api().post("/v1/metrics", """
                {"id":"calls","name":"Other","eventType":"other","aggregation":"COUNT"}""");
        // Then
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asText()).isEqualTo("/problems/duplicate-id");
    }

    @Test
    void poison_in_an_inbox_is_rejected_and_stops_no_partition() throws Exception {
        // Given
        Random random = new Random(7);
        byte[] noise = new byte[5_000];
        random.nextBytes(noise);
        byte[] large = new byte[900_000];
        Arrays.fill(large, (byte) 'x');
        // When
        String inbox = "usage-inbox." + tenant.id();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedStack.get().kafkaBootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] good = event("in", "\"a\":1")
                    .replace("{\"id\"", "{\"specversion\":\"1.0\",\"source\":\"s\",\"id\"")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] key = {1};
            producer.send(new ProducerRecord<>(inbox, key, noise)).get();
            producer.send(new ProducerRecord<>(inbox, key, null)).get();
            ProducerRecord<byte[], byte[]> headed = new ProducerRecord<>(inbox, key, noise);
            headed.headers().add("ce_id", large).add("ce_type", noise).add("ce_subject", null);
            producer.send(headed).get();
            producer.send(new ProducerRecord<>(inbox, noise, large)).get();
            producer.send(new ProducerRecord<>(inbox, key, good)).get();
        }
        // Then
        assertValue("calls", "1");
        Tenant.eventually(() -> assertThat(tenant.list("/v1/rejected-events?")).hasSize(4));
    }
}
