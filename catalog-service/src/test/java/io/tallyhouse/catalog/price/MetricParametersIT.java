package io.tallyhouse.catalog.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricParametersIT {
    private static final String COST = "'name':'Cost','eventType':'call','aggregation':'SUM',"
            + "'expression':'data.tokens * params.rate + params.fee','parameters':["
            + "{'name':'rate','type':'DECIMAL','default':'0.1'},{'name':'fee','type':'INTEGER','default':'0'}]";

    @Test
    void a_price_that_sets_parameters_is_billed_by_a_metric_of_its_own_made_once() {
        // Given
        Api api = tenant("parameters-once");
        // When
        Answer plain = api.post("/v1/prices", price("'id':'plain'")).is(201);
        Answer own = api.post("/v1/prices", price("'id':'own','metricParameters':{'rate':'0.20'}"))
                .is(201);
        Answer same = api.post("/v1/prices", price("'id':'same','metricParameters':{'rate':'0.2'}"))
                .is(201);
        Answer other = api.post("/v1/prices", price("'id':'other','metricParameters':{'rate':'0.3','fee':'5'}"))
                .is(201);
        // Then
        assertThat(plain.body().has("meteredMetricId")).isFalse();
        assertThat(own.text("metricId")).isEqualTo("cost");
        assertThat(own.body().path("metricParameters").toString()).isEqualTo("{\"rate\":\"0.2\"}");
        assertThat(same.text("meteredMetricId")).isEqualTo(own.text("meteredMetricId"));
        assertThat(other.text("meteredMetricId")).isNotEqualTo(own.text("meteredMetricId"));
        assertThat(Api.service("parameters-once")
                        .get("/internal/prices/own")
                        .is(200)
                        .text("metricId"))
                .isEqualTo(own.text("meteredMetricId"));
        // and the meter learns of three metrics
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(published("parameters-once"))
                        .extracting(metric -> metric.definition().id().value())
                        .containsExactly("cost", own.text("meteredMetricId"), other.text("meteredMetricId")));

        // Then lists show what callers made, unless they ask for all
        assertThat(api.get("/v1/metrics").ids()).containsExactly("cost");
        assertThat(api.get("/v1/metrics?includeVariants=true").ids())
                .containsExactly(other.text("meteredMetricId"), own.text("meteredMetricId"), "cost");
        Answer variant = api.get("/v1/metrics/" + own.text("meteredMetricId")).is(200);
        assertThat(variant.body().path("variantOf").toString())
                .isEqualTo("{\"metricId\":\"cost\",\"values\":{\"rate\":\"0.2\"}}");
        assertThat(variant.body().path("parameters").get(0).path("default").asText())
                .isEqualTo("0.2");
        // and what prices made is not for callers to change or to refer to
        api.put("/v1/metrics/" + own.text("meteredMetricId"), "{" + COST + "}").isProblem(409, "conflict");
        api.post("/v1/metrics/" + own.text("meteredMetricId") + "/archive").isProblem(409, "conflict");
        assertThat(api.post("/v1/prices", price("").replace("'cost'", "'" + own.text("meteredMetricId") + "'"))
                        .isProblem(422, "unknown-reference")
                        .pointers())
                .containsExactly("/metricId");
    }

    @Test
    void a_variant_follows_its_metric_and_keeps_what_is_set() {
        // Given
        Api api = tenant("parameters-follow");
        String variant = api.post("/v1/prices", price("'id':'own','metricParameters':{'rate':'0.2'}"))
                .is(201)
                .text("meteredMetricId");
        // When the metric counts another type of event
        api.put("/v1/metrics/cost", "{" + COST.replace("'call'", "'chat'") + "}")
                .is(200);
        // Then
        Answer followed = api.get("/v1/metrics/" + variant).is(200);
        assertThat(followed.text("eventType")).isEqualTo("chat");
        assertThat(followed.text("version")).isEqualTo("2");
        assertThat(followed.body().path("parameters").get(0).path("default").asText())
                .isEqualTo("0.2");

        // When what is set is to go
        String without = "{" + COST.replace("params.rate", "2").replaceAll("\\{'name':'rate'[^}]*},", "") + "}";
        Answer refused = api.put("/v1/metrics/cost", without);
        // Then
        assertThat(refused.isProblem(422, "invalid-input").pointers()).containsExactly("/parameters");
        assertThat(api.get("/v1/metrics/cost").text("version")).isEqualTo("2");

        // When no price needs it any more
        api.post("/v1/prices/own/archive").is(200);
        api.put("/v1/metrics/cost", without).is(200);
        // Then it stays what it was
        assertThat(api.get("/v1/metrics/" + variant).text("version")).isEqualTo("2");
    }

    @Test
    void parameters_that_a_metric_cannot_take_are_refused_and_nothing_is_made() {
        // Given
        Api api = tenant("parameters-refused");
        // Then
        assertThat(api.post("/v1/prices", price("'metricParameters':{'rate':'much','rat':'1'}"))
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactlyInAnyOrder("/metricParameters/rate", "/metricParameters/rat");
        assertThat(api.post("/v1/prices", price("'metricParameters':{'rate':1}"))
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/metricParameters/rate");
        assertThat(api.post(
                                "/v1/prices",
                                price("'metricParameters':{'rate':'1'}").replace("'suite'", "'nothing'"))
                        .isProblem(422, "unknown-reference")
                        .pointers())
                .containsExactly("/productId");
        assertThat(api.post(
                                "/v1/prices",
                                price("'metricParameters':{'rate':'1'}").replace("'cost'", "'nothing'"))
                        .isProblem(422, "unknown-reference")
                        .pointers())
                .containsExactly("/metricId");
        assertThat(api.get("/v1/metrics?includeVariants=true").ids()).containsExactly("cost");
    }

    private static Api tenant(String tenant) {
        Api api = Api.sandbox(tenant);
        api.post("/v1/products", "{'id':'suite','name':'Suite'}").is(201);
        api.post("/v1/metrics", "{'id':'cost'," + COST + "}").is(201);
        return api;
    }

    private static List<MetricRecord> published(String tenant) {
        return TestTopics.readAll(Topics.CATALOG_METRICS).stream()
                .filter(metric -> metric.definition().tenant().value().equals(tenant))
                .toList();
    }

    private static String price(String more) {
        return "{'productId':'suite','name':'Calls','currency':'EUR','frequency':'MONTHLY','timing':'IN_ARREARS',"
                + "'metricId':'cost','structure':{'model':'DYNAMIC'}" + (more.isEmpty() ? "" : "," + more) + "}";
    }
}
