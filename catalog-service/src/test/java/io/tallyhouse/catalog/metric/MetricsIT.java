package io.tallyhouse.catalog.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricsIT {
    private static final String TOKENS = "{'id':'tokens','name':'Tokens','eventType':'llm.request','aggregation':'SUM',"
            + "'property':'tokens','filters':[{'property':'region','operator':'IN','values':['eu']}],'groupBy':['model']}";

    @Test
    void a_metric_is_ready_once_the_meter_says_so() {
        // Given
        Api api = Api.sandbox("metrics-ready");
        Answer created = api.post("/v1/metrics", TOKENS).is(201);
        assertThat(created.text("state")).isEqualTo("PREPARING");
        assertThat(created.text("version")).isEqualTo("1");
        assertThat(created.body().path("groupBy").get(0).asText()).isEqualTo("model");
        // When
        meterSays("metrics-ready", 1, State.READY);
        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(api.get("/v1/metrics/tokens").text("state")).isEqualTo("READY"));
        assertThat(api.get("/v1/metrics")
                        .body()
                        .path("items")
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("READY");

        // When another definition begins
        Answer next = api.put("/v1/metrics/tokens", TOKENS.replace("'eu'", "'eu','us'"))
                .is(200);
        // Then it is not ready before its own turn
        assertThat(next.text("version")).isEqualTo("2");
        assertThat(next.text("state")).isEqualTo("PREPARING");
        meterSays("metrics-ready", 2, State.READY);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(api.get("/v1/metrics/tokens").text("state")).isEqualTo("READY"));
    }

    @Test
    void a_new_name_alone_is_no_new_version() {
        // Given
        Api api = Api.sandbox("metrics-versions");
        api.post("/v1/metrics", TOKENS).is(201);
        // When
        Answer renamed = api.put("/v1/metrics/tokens", TOKENS.replace("'Tokens'", "'All tokens'"))
                .is(200);
        Answer archived = api.post("/v1/metrics/tokens/archive").is(200);
        // Then
        assertThat(renamed.text("name")).isEqualTo("All tokens");
        assertThat(renamed.text("version")).isEqualTo("1");
        assertThat(archived.text("version")).isEqualTo("1");
        // each change counts for If-Match
        assertThat(renamed.headers().get("etag")).isEqualTo("\"2\"");
        assertThat(archived.headers().get("etag")).isEqualTo("\"3\"");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.CATALOG_METRICS).stream()
                                .filter(metric ->
                                        metric.definition().tenant().value().equals("metrics-versions"))
                                .map(metric -> metric.name() + " " + metric.archived()))
                        .containsExactly("Tokens false", "All tokens false", "All tokens true"));
        assertThat(Api.service("metrics-versions")
                        .get("/internal/metrics/tokens")
                        .is(200)
                        .body()
                        .path("definition")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    private static void meterSays(String tenant, int version, State state) {
        TenantId id = new TenantId(tenant);
        MetricStateRecord record = new MetricStateRecord(id, new MetricId("tokens"), version, state, Map.of(0, 5L), 1);
        TestTopics.send(Topics.METRIC_STATES, Topics.resourceKey(id, "tokens", Integer.toString(version)), record);
    }
}
