package io.tallyhouse.catalog.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PricesIT {
    private static final String GRADUATED = "'structure':{'model':'GRADUATED','tiers':"
            + "[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75','flatFee':'50'}]}";

    @Test
    void a_price_lives_from_creation_to_archive() {
        // Given
        Api api = tenantWithProductAndMetric("prices-life");
        // When
        Answer created = api.post("/v1/prices", usage("'id':'api',", "tokens", GRADUATED))
                .is(201);
        // Then
        assertThat(created.body()
                        .path("structure")
                        .path("tiers")
                        .get(0)
                        .path("unitPrice")
                        .asText())
                .isEqualTo("1");
        assertThat(created.body().path("structure").path("tiers").get(1).has("upTo"))
                .isFalse();
        assertThat(created.text("metricId")).isEqualTo("tokens");
        assertThat(api.get("/v1/prices/api").is(200).body()).isEqualTo(created.body());

        // When
        Answer replaced =
                api.put("/v1/prices/api", flat("", "suite", "'49.00'")).is(200);
        // Then
        assertThat(replaced.text("version")).isEqualTo("2");
        assertThat(replaced.body().path("structure").path("amount").asText()).isEqualTo("49.00");
        assertThat(replaced.body().has("metricId")).isFalse();

        // When
        Answer archived = api.post("/v1/prices/api/archive").is(200);
        // Then
        assertThat(archived.text("version")).isEqualTo("3");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.CATALOG_PRICES).stream()
                                .filter(price -> price.tenant().value().equals("prices-life"))
                                .map(PriceRecord::version))
                        .containsExactly(1L, 2L, 3L));
        assertThat(Api.service("prices-life")
                        .get("/internal/prices/api")
                        .is(200)
                        .text("productId"))
                .isEqualTo("suite");
    }

    @Test
    void every_unknown_reference_is_named() {
        // Given
        Api api = tenantWithProductAndMetric("prices-unknown");
        tenantWithProductAndMetric("prices-unknown-neighbour").post("/v1/products", "{'id':'theirs','name':'T'}");
        // When
        Answer both = api.post("/v1/prices", usage("", "nothing", GRADUATED).replace("'suite'", "'theirs'"));
        // Then
        assertThat(both.isProblem(422, "unknown-reference").pointers()).containsExactly("/productId", "/metricId");
        assertThat(api.get("/v1/prices").ids()).isEmpty();
    }

    @Test
    void a_price_by_groups_needs_a_metric_that_is_grouped_by_its_dimensions() {
        // Given
        Api api = tenantWithProductAndMetric("prices-matrix");
        api.post(
                        "/v1/metrics",
                        "{'id':'hours','name':'Hours','eventType':'vm','aggregation':'COUNT','groupBy':['cloud']}")
                .is(201);
        String matrix = "'structure':{'model':'MATRIX','dimensions':['cloud','region'],"
                + "'cells':[{'match':{'cloud':'aws'},'unitPrice':'0.08'}],'otherwise':{'unitPrice':'0.12'}}";
        // Then
        Answer refused = api.post("/v1/prices", usage("", "hours", matrix));
        assertThat(refused.isProblem(422, "unknown-reference").pointers()).containsExactly("/metricId");
        assertThat(refused.body().path("errors").get(0).path("detail").asText())
                .isEqualTo(
                        "'hours' is not grouped by [region], which the price's dimensions need; it is grouped by [cloud]");
        api.post("/v1/prices", usage("'id':'by-cloud',", "hours", matrix.replace(",'region'", "")))
                .is(201);
    }

    @Test
    void a_price_of_seats_needs_a_metric_of_absolute_totals() {
        // Given
        Api api = tenantWithProductAndMetric("prices-seats");
        api.post(
                        "/v1/metrics",
                        "{'id':'seats','name':'Seats','eventType':'s','aggregation':'GAUGE','property':'total'}")
                .is(201);
        String seats = "'structure':{'model':'SEAT','unitPrice':'15','minimumSeats':'10'}";
        // When
        Answer refused = api.post("/v1/prices", usage("", "tokens", seats));
        // Then
        assertThat(refused.isProblem(422, "unknown-reference").pointers()).containsExactly("/metricId");
        assertThat(refused.body().path("errors").get(0).path("detail").asText())
                .isEqualTo("'tokens' aggregates by COUNT, and a SEAT price needs a GAUGE metric: events that tell how"
                        + " many seats there are");
        Answer created =
                api.post("/v1/prices", usage("'id':'seats',", "seats", seats)).is(201);
        assertThat(created.body().path("structure").toString())
                .isEqualTo("{\"model\":\"SEAT\",\"tiers\":[{\"unitPrice\":\"15\",\"flatFee\":\"0\"}],"
                        + "\"minimumSeats\":\"10\",\"prorationStrategy\":\"PRORATE_INCREMENTS\"}");
        assertThat(created.body().has("usageMode")).isFalse();
    }

    @Test
    void what_fills_the_tiers_is_kept_and_published() {
        // Given
        Api api = tenantWithProductAndMetric("prices-modes");
        String mode = "'usageMode':'PERIODIC','usagePeriod':{'frequency':'YEARLY'},";
        // When
        Answer created = api.post("/v1/prices", usage("'id':'api'," + mode, "tokens", GRADUATED))
                .is(201);
        // Then
        assertThat(created.text("usageMode")).isEqualTo("PERIODIC");
        assertThat(created.body().path("usagePeriod").toString())
                .isEqualTo("{\"frequency\":\"YEARLY\",\"interval\":1}");
        assertThat(Api.service("prices-modes")
                        .get("/internal/prices/api")
                        .is(200)
                        .text("usageMode"))
                .isEqualTo("PERIODIC");
        // what a PUT leaves out is as at the beginning
        assertThat(api.put("/v1/prices/api", usage("", "tokens", GRADUATED))
                        .is(200)
                        .text("usageMode"))
                .isEqualTo("BILLING_PERIOD");
    }

    @Test
    void what_is_archived_cannot_be_referred_to() {
        // Given
        Api api = tenantWithProductAndMetric("prices-archived");
        api.post("/v1/prices", usage("'id':'old',", "tokens", GRADUATED)).is(201);
        api.post("/v1/metrics/tokens/archive").is(200);
        api.post("/v1/products/suite/archive").is(200);
        // When
        Answer refused = api.post("/v1/prices", usage("", "tokens", GRADUATED));
        // Then
        assertThat(refused.isProblem(422, "unknown-reference").pointers()).containsExactly("/productId", "/metricId");
        assertThat(refused.body().path("errors").get(0).path("detail").asText()).contains("archived");
        // a price that is there already stays
        api.get("/v1/prices/old").is(200);
    }

    @Test
    void a_product_is_replaced_archived_and_published() {
        // Given
        Api api = Api.sandbox("products-life");
        // When
        api.post("/v1/products", "{'id':'p','name':'One'}").is(201);
        api.put("/v1/products/p", "{'id':'p','name':'Two'}").is(200);
        api.post("/v1/products/p/archive").is(200);
        // Then
        assertThat(api.put("/v1/products/p", "{'id':'q','name':'Two'}")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/id");
        api.post("/v1/products", "{'id':'p','name':'Again'}").isProblem(409, "duplicate-id");
        assertThat(Api.service("products-life")
                        .get("/internal/products/p")
                        .is(200)
                        .text("name"))
                .isEqualTo("Two");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.CATALOG_PRODUCTS).stream()
                                .filter(product -> product.tenant().value().equals("products-life"))
                                .map(ProductRecord::archived))
                        .containsExactly(false, false, true));
    }

    @Test
    void a_product_says_how_it_is_taxed_and_recognised() {
        // Given
        Api api = Api.sandbox("products-taxes");
        // When
        Answer created = api.post(
                        "/v1/products",
                        "{'id':'p','name':'One','label':'The one','taxCategory':'saas','recognitionMethod':'USAGE'}")
                .is(201);
        // Then
        assertThat(created.text("label")).isEqualTo("The one");
        assertThat(created.text("taxCategory")).isEqualTo("saas");
        assertThat(created.text("recognitionMethod")).isEqualTo("USAGE");
        assertThat(api.post("/v1/products/p/archive").is(200).text("taxCategory"))
                .isEqualTo("saas");
        assertThat(api.post("/v1/products", "{'name':'Two','recognitionMethod':'LATER','taxCategory':'a b'}")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactlyInAnyOrder("/recognitionMethod", "/taxCategory");
    }

    @Test
    void bodies_that_are_no_requests_are_problems() {
        // Given
        Api api = Api.sandbox("products-bodies");
        // Then
        api.post("/v1/products", "{'name':").isProblem(400, "malformed-request");
        api.post("/v1/products", "").isProblem(400, "malformed-request");
        api.post("/v1/products", "[]").isProblem(422, "invalid-input");
        api.post("/v1/products", "{'name':'a','name':'b'}").isProblem(400, "malformed-request");
        assertThat(api.post("/v1/products", "{'name':'a\\u0000b','price':1}")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactlyInAnyOrder("/name", "/price");
        assertThat(api.post("/v1/products", "{'name':'half a pair \\ud83d'}")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/name");
        assertThat(api.post("/v1/products", "{'name':'\u00fc \ud83d\ude00 \\ud83d\\ude00'}")
                        .is(201)
                        .text("name"))
                .isEqualTo("\u00fc \ud83d\ude00 \ud83d\ude00");
    }

    private static Api tenantWithProductAndMetric(String tenant) {
        Api api = Api.sandbox(tenant);
        api.post("/v1/products", "{'id':'suite','name':'Suite'}").is(201);
        api.post("/v1/metrics", "{'id':'tokens','name':'Tokens','eventType':'t','aggregation':'COUNT'}")
                .is(201);
        return api;
    }

    private static String usage(String id, String metric, String structure) {
        return "{" + id + "'productId':'suite','name':'Tokens','currency':'USD','frequency':'MONTHLY',"
                + "'timing':'IN_ARREARS','metricId':'" + metric + "'," + structure + "}";
    }

    private static String flat(String id, String product, String amount) {
        return "{" + id + "'productId':'" + product + "','name':'Base','currency':'USD','frequency':'MONTHLY',"
                + "'timing':'IN_ADVANCE','structure':{'model':'FLAT','amount':" + amount + "}}";
    }
}
