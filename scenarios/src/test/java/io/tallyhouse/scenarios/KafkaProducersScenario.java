package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Producers that know nothing of Tallyhouse write CloudEvents into their tenant's inbox, in Java with kafka-clients and, if
 * it is on this machine, with kcat, whose partitioner is another; an HTTP client sends for the same customer.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KafkaProducersScenario {
    private static final int EVENTS = 500;
    private static final List<Path> KCAT = List.of(Path.of("/usr/bin/kcat"), Path.of("/usr/local/bin/kcat"));

    private static String event(String id, int tokens) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"type\":\"llm.request\",\"source\":\"native\",\"subject\":\"acme\","
                + "\"time\":\"2027-05-03T10:00:00Z\",\"data\":{\"tokens\":" + tokens + "}}";
    }

    @Test
    void plain_kafka_producers_and_an_http_client_feed_the_same_customer() throws Exception {
        // Given
        Tenant tenant = SharedStack.newTenant("native");
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.createMetrics("""
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""", """
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        // When
        structured(tenant);
        binary(tenant);
        boolean withKcat = kcat(tenant);
        tenant.send(
                IntStream.range(0, EVENTS).mapToObj(id -> event("h-" + id, 1)).toList());
        // a repeat of what came over Kafka changes nothing over HTTP
        tenant.send(List.of(event("s-0", 2)));
        // Then
        int requests = (withKcat ? 4 : 3) * EVENTS;
        // 500 x 1 + 500 x 2 + 500 x 3, and 500 x 4 from kcat
        int tokens = EVENTS * (1 + 2 + 3 + (withKcat ? 4 : 0));
        Tenant.eventually(() -> {
            assertThat(value(tenant, "requests")).isEqualTo(Integer.toString(requests));
            assertThat(value(tenant, "tokens")).isEqualTo(Integer.toString(tokens));
        });
    }

    @Test
    void what_is_no_event_is_listed_with_its_reason_and_counts_once_it_is_mended() throws Exception {
        // Given
        Tenant tenant = SharedStack.newTenant("rejects");
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.createMetrics("""
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        // When
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>(inbox(tenant), "not json")).get();
            producer.send(new ProducerRecord<>(inbox(tenant), event("r-1", 5).replace("\"llm.request\"", "7")))
                    .get();
            producer.send(new ProducerRecord<>(inbox(tenant), event("r-2", 6))).get();
        }
        // Then
        Tenant.eventually(() -> {
            assertThat(tenant.list("/v1/rejected-events?")).hasSize(2);
            assertThat(value(tenant, "tokens")).isEqualTo("6");
        });
        JsonNode broken = tenant.list("/v1/rejected-events?").stream()
                .filter(rejected -> rejected.toString().contains("r-1"))
                .findFirst()
                .orElseThrow();
        assertThat(broken.toString()).contains("/type");
        tenant.api().postOk("/v1/rejected-events/" + broken.path("id").asText() + "/replay", event("r-1", 5));
        Tenant.eventually(() -> assertThat(value(tenant, "tokens")).isEqualTo("11"));
    }

    /** Writes what is no event into the tenant's inbox. */
    static void reject(Tenant tenant, String text) {
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>(inbox(tenant), text)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the inbox takes nothing", e);
        }
    }

    private static String inbox(Tenant tenant) {
        return "usage-inbox." + tenant.id();
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedStack.get().kafkaBootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void structured(Tenant tenant) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer()) {
            for (int id = 0; id < EVENTS; id++) {
                producer.send(new ProducerRecord<>(inbox(tenant), "acme", event("s-" + id, 2)))
                        .get();
            }
        }
    }

    private static void binary(Tenant tenant) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer()) {
            for (int id = 0; id < EVENTS; id++) {
                ProducerRecord<String, String> sent = new ProducerRecord<>(inbox(tenant), "acme", "{\"tokens\":3}");
                Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "b-" + id,
                                "ce_type", "llm.request",
                                "ce_source", "native",
                                "ce_subject", "acme",
                                "ce_time", "2027-05-03T10:00:00Z",
                                "content-type", "application/json")
                        .forEach((name, value) ->
                                sent.headers().add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
                producer.send(sent).get();
            }
        }
    }

    /** False if there is no kcat here. */
    private static boolean kcat(Tenant tenant) throws IOException, InterruptedException {
        Optional<Path> kcat = KCAT.stream().filter(Files::isExecutable).findFirst();
        if (kcat.isEmpty()) {
            return false;
        }
        Path events = Files.createTempFile("kcat", ".ndjson");
        try {
            Files.write(
                    events,
                    IntStream.range(0, EVENTS)
                            .mapToObj(id -> event("k-" + id, 4))
                            .toList());
            Process process = new ProcessBuilder(Stream.of(
                                    kcat.get().toString(),
                                    "-P",
                                    "-b",
                                    SharedStack.get().kafkaBootstrapServers(),
                                    "-t",
                                    inbox(tenant),
                                    "-k",
                                    "acme",
                                    "-X",
                                    "acks=all",
                                    "-l",
                                    events.toString())
                            .toList())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return true;
        } finally {
            Files.delete(events);
        }
    }

    private static String value(Tenant tenant, String metric) {
        return tenant.usage(metric, "acme", "2027-05-01", "2027-05-31")
                .path("value")
                .asText();
    }
}
