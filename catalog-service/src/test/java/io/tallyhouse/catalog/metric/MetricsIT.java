package io.tallyhouse.catalog.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.Progress;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
        assertThat(api.get("/v1/metrics/tokens").body().path("progress").toString())
                .isEqualTo("{\"done\":3,\"total\":4}");
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

    @Test
    void everything_that_was_sent_is_answered() {
        // Given
        Api api = Api.sandbox("metrics-shape");
        String sent = "{'id':'cost','name':'Cost','unit':'EUR','eventType':'llm.request','aggregation':'SUM',"
                + "'expression':'data.prompt_tokens * params.rate +\\n  math.greatest(data.fee, 0.50)',"
                + "'parameters':[{'name':'rate','type':'DECIMAL','default':'0.0000025'}],"
                + "'filters':[{'property':'plan','operator':'NOT_IN','values':['free'],'caseSensitive':false},"
                + "{'property':'fee','operator':'EXISTS','values':[]}],"
                + "'filterGroups':[[{'property':'n','operator':'GTE','values':['1.5']}],"
                + "[{'property':'region','operator':'IN','values':['eu','us']}]],"
                + "'groupBy':['model','region'],'slotMinutes':5,'carryOver':true,'prorate':'SECONDS',"
                + "'rounding':{'mode':'HALF_UP','digits':2}}";
        // When
        Answer created = api.post("/v1/metrics", sent).is(201);
        // Then
        JsonInput.parseNode(sent.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .fields()
                .forEachRemaining(field -> assertThat(created.body().get(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
        assertThat(api.get("/v1/metrics/cost").is(200).body()).isEqualTo(created.body());
        // Then another unit is no new version, and archiving keeps it all
        assertThat(api.put("/v1/metrics/cost", sent.replace("'EUR'", "'USD'"))
                        .is(200)
                        .text("version"))
                .isEqualTo("1");
        Answer archived = api.post("/v1/metrics/cost/archive").is(200);
        assertThat(archived.text("unit")).isEqualTo("USD");
        assertThat(archived.text("expression")).startsWith("data.prompt_tokens");
        assertThat(archived.body().path("parameters").get(0).path("default").asText())
                .isEqualTo("0.0000025");
    }

    @Test
    void a_faulty_expression_is_told_with_its_place() {
        // When
        Answer refused = Api.sandbox("metrics-faults")
                .post(
                        "/v1/metrics",
                        "{'name':'M','eventType':'call','aggregation':'SUM','expression':'data.n *\\n data.l.map(x, x)'}");
        // Then
        assertThat(refused.isProblem(422, "invalid-input").pointers()).contains("/expression");
        assertThat(refused.body().path("errors").get(0).path("detail").asText()).startsWith("at line 2, column");
    }

    private static void meterSays(String tenant, int version, State state) {
        TenantId id = new TenantId(tenant);
        MetricStateRecord record = new MetricStateRecord(
                id, new MetricId("tokens"), version, state, Map.of(0, 5L), 1, Optional.of(new Progress(3, 4)));
        TestTopics.send(Topics.METRIC_STATES, Topics.resourceKey(id, "tokens", Integer.toString(version)), record);
    }
}
