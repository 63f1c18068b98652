package io.tallyhouse.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** What tests do with ingest-service as a caller, and what they see in its topic. */
public final class IngestClient {
    private final TestTenant tenant;

    public IngestClient(TestTenant tenant) {
        this.tenant = tenant;
    }

    public ValidatableResponse send(String body) {
        return given().header("Authorization", tenant.bearer())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .then();
    }

    public ValidatableResponse change(String method, String subject, String id, String rest) {
        return given().header("Authorization", tenant.bearer())
                .request(method, "/v1/events/{subject}/{id}" + rest, subject, id)
                .then();
    }

    public ValidatableResponse search(Map<String, ?> query) {
        return given().header("Authorization", tenant.bearer())
                .queryParams(query)
                .get("/v1/events")
                .then();
    }

    /** The archive follows the topic a moment later. */
    public void eventually(Map<String, ?> query, Consumer<JsonPath> seen) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() ->
                        seen.accept(search(query).statusCode(200).extract().jsonPath()));
    }

    /** The tenant's records, told by their keys: other tests leave unreadable values behind. */
    public List<ConsumerRecord<byte[], byte[]>> raw() {
        String prefix = tenant.tenantId().value() + "\0";
        return TestTopics.readRecords(TestTopics.bootstrapServers(), Topics.USAGE_EVENTS.name()).stream()
                .filter(polled -> new String(polled.key(), StandardCharsets.UTF_8).startsWith(prefix))
                .toList();
    }

    public List<UsageRecord> records() {
        return raw().stream().map(IngestClient::read).toList();
    }

    public static UsageRecord read(ConsumerRecord<byte[], byte[]> polled) {
        assertThat(polled.value()).isNotNull();
        return Topics.USAGE_EVENTS.readValue().apply(polled.value());
    }

    /** @param data as JSON object */
    public static String event(String subject, String id, String time, String data) {
        return """
                {"id":"%s","type":"llm.request","subject":"%s","time":"%s","data":%s}""".formatted(id, subject, time, data);
    }
}
