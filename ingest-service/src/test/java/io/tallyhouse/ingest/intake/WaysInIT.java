package io.tallyhouse.ingest.intake;

import static io.restassured.RestAssured.given;
import static io.tallyhouse.ingest.IngestClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The same events in every HTTP mode. */
@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WaysInIT {
    private static final String TIME = "2026-10-01T12:00:00Z";
    private static final RestAssuredConfig AS_WRITTEN = RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))
            .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());

    private static RequestSpecification as(TestTenant tenant) {
        return given().config(AS_WRITTEN).header("Authorization", tenant.bearer());
    }

    @Test
    void attributes_in_headers_make_the_body_the_data() {
        // Given
        TestTenant tenant = TestTenants.create("ways-binary");

        // When
        as(tenant)
                .contentType("application/json; charset=utf-8")
                .headers(Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "e%E2%82%AC",
                        "ce-type", "llm.request",
                        "ce-subject", "acme",
                        "ce-source", "\"eu 1\"",
                        "ce-revision", "3"))
                .body("{\"tokens\":1.50}")
                .post("/v1/events")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));

        // Then
        assertThat(new IngestClient(tenant).records()).singleElement().satisfies(stored -> {
            UsageEvent event = (UsageEvent) stored;
            assertThat(event.identity()).isEqualTo(new EventIdentity(tenant.tenantId(), "acme", "eu 1", "e\u20AC"));
            assertThat(event.data()).containsEntry("tokens", new NumberValue("1.50"));
            assertThat(event.revision()).contains(3L);
        });
        as(tenant)
                .contentType("application/json")
                .header("ce-id", "e%zz")
                .body("{}")
                .post("/v1/events")
                .then()
                .statusCode(422)
                .body("errors[0].errors.pointer", equalTo(java.util.List.of("/id", "/type", "/subject")));
    }

    @Test
    void lines_are_taken_one_by_one_and_a_broken_one_is_told() {
        // Given
        TestTenant tenant = TestTenants.create("ways-lines");
        String body = event("acme", "e1", TIME, "{}") + "\n\n{\"id\":\n" + event("acme", "e2", TIME, "{}") + "\r\n";

        // When
        send(tenant, "application/x-ndjson", body)
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("errors", hasSize(1))
                .body("errors[0].index", equalTo(1))
                .body("errors[0].errors[0].detail", containsString("line 3 is not valid JSON"));

        // Then
        assertThat(new IngestClient(tenant).records()).hasSize(2);
        send(tenant, "application/x-ndjson", "\n\n").statusCode(422);
        send(tenant, "application/x-ndjson", "{\n").statusCode(422).body("errors[0].pointer", equalTo("/0"));
        send(tenant, "application/x-ndjson", "\n".repeat(1_048_577)).statusCode(413);
    }

    @Test
    void a_thousand_events_in_a_batch_of_cloud_events_are_taken() {
        // Given
        TestTenant tenant = TestTenants.create("ways-batch");
        String body = IntStream.range(0, 1_000)
                .mapToObj(index -> event("acme", "e" + index, TIME, "{}"))
                .collect(Collectors.joining(",", "[", "]"));

        // When
        send(tenant, "application/cloudevents-batch+json; charset=utf-8", body)
                .statusCode(202)
                .body("accepted", equalTo(1_000));

        // Then
        assertThat(new IngestClient(tenant).records()).hasSize(1_000);
    }

    @Test
    void a_gzipped_body_is_inflated_within_bounds() throws IOException {
        // Given
        TestTenant tenant = TestTenants.create("ways-gzip");
        byte[] whole = gzip("[" + event("acme", "e1", TIME, "{}") + "]");
        byte[] bomb = gzip(" ".repeat(50_000_000));

        // Then
        sendGzip(tenant, whole).statusCode(202).body("accepted", equalTo(1));
        sendGzip(tenant, bomb)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("when it is inflated"));
        sendGzip(tenant, Arrays.copyOf(whole, whole.length - 10))
                .statusCode(400)
                .body("detail", containsString("not valid gzip"));
        as(tenant)
                .contentType("application/json")
                .header("Content-Encoding", "br")
                .body(whole)
                .post("/v1/events")
                .then()
                .statusCode(415);
        assertThat(new IngestClient(tenant).records()).hasSize(1);
    }

    @Test
    void the_rate_that_is_left_is_told_with_each_answer() {
        // Given
        TestTenant tenant = TestTenants.create("ways-rate");

        // Then
        send(tenant, "application/json", event("acme", "e1", TIME, "{}"))
                .statusCode(202)
                .header("RateLimit-Limit", "100000")
                .header("RateLimit-Remaining", "99999")
                .header("RateLimit-Reset", "1");
    }

    private static ValidatableResponse send(TestTenant tenant, String contentType, String body) {
        return as(tenant)
                .contentType(contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events")
                .then();
    }

    private static ValidatableResponse sendGzip(TestTenant tenant, byte[] body) {
        return as(tenant)
                .contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/v1/events")
                .then();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
