package io.tallyhouse.catalog.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.kit.testing.BackingResource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListPricesIT {
    private static final String TIERS = "'structure':{'model':'GRADUATED','tiers':"
            + "[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75'}]}";
    private static final String LIST = "{'id':'standard','productId':'suite','name':'Tokens','currency':'USD',"
            + "'frequency':'MONTHLY','interval':2,'timing':'IN_ARREARS','metricId':'tokens','usageMode':'PERIODIC',"
            + "'usagePeriod':{'frequency':'YEARLY'}," + TIERS + "}";

    @Test
    void a_price_takes_from_its_list_price_what_it_does_not_say() {
        // Given
        Api api = tenant("list-variants");
        api.post("/v1/list-prices", LIST).is(201);
        api.put("/v1/list-prices/standard", LIST.replace("'0.75'", "'0.70'")).is(200);
        // When
        Answer same =
                api.post("/v1/prices", "{'id':'same','listPriceId':'standard'}").is(201);
        Answer cheaper = api.post(
                        "/v1/prices",
                        "{'id':'cheaper','listPriceId':'standard','name':'Tokens for Acme',"
                                + "'structure':{'model':'UNIT','unitPrice':'0.5'},'usageMode':null,'usagePeriod':null}")
                .is(201);
        // Then
        assertThat(same.text("listPriceId")).isEqualTo("standard");
        assertThat(same.text("listPriceVersion")).isEqualTo("2");
        assertThat(same.text("interval")).isEqualTo("2");
        assertThat(same.text("usageMode")).isEqualTo("PERIODIC");
        assertThat(same.body().path("structure"))
                .isEqualTo(api.get("/v1/list-prices/standard").body().path("structure"));
        assertThat(cheaper.text("name")).isEqualTo("Tokens for Acme");
        assertThat(cheaper.text("metricId")).isEqualTo("tokens");
        assertThat(cheaper.text("usageMode")).isEqualTo("BILLING_PERIOD");
        // and what becomes of the list price changes nothing of them
        api.put("/v1/list-prices/standard", LIST.replace("'0.75'", "'9'")).is(200);
        assertThat(api.get("/v1/prices/same").body()).isEqualTo(same.body());
        // nor does a change of the price make it forget where it comes from
        assertThat(api.put("/v1/prices/same", LIST.replace("'standard'", "'same'"))
                        .is(200)
                        .text("listPriceVersion"))
                .isEqualTo("2");
    }

    @Test
    void faults_of_what_is_taken_and_what_is_said_together_are_told() {
        // Given
        Api api = tenant("list-faults");
        api.post("/v1/list-prices", LIST).is(201);
        api.post("/v1/list-prices", LIST.replace("'standard'", "'old'")).is(201);
        api.post("/v1/list-prices/old/archive").is(200);
        // Then
        assertThat(api.post("/v1/prices", "{'listPriceId':'standard','structure':{'model':'FLAT','amount':'5'}}")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactlyInAnyOrder("/metricId", "/usageMode", "/usagePeriod");
        assertThat(api.post("/v1/prices", "{'listPriceId':'nothing'}")
                        .isProblem(422, "unknown-reference")
                        .pointers())
                .containsExactly("/listPriceId");
        assertThat(api.post("/v1/prices", "{'listPriceId':'old'}")
                        .isProblem(422, "unknown-reference")
                        .pointers())
                .containsExactly("/listPriceId");
        assertThat(api.post("/v1/list-prices", LIST.replace("'standard'", "'x','listPriceId':'old'"))
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/listPriceId");
        assertThat(api.put("/v1/list-prices/old", LIST.replace("'standard'", "'old'"))
                        .status())
                .isEqualTo(409);
        Api.sandbox("list-faults-neighbour").get("/v1/list-prices/standard").isProblem(404, "not-found");
    }

    @Test
    void a_change_holds_from_its_day_on_and_earlier_versions_stay_readable() {
        // Given
        Api api = tenant("list-versions");
        api.post("/v1/test-clock", "{'now':'2027-03-15T12:00:00Z'}");
        api.post("/v1/prices", fee("'id':'fee',", "10")).is(201);
        // When
        Answer planned = api.put("/v1/prices/fee", fee("'effectiveFrom':'2027-04-01',", "12"))
                .is(200);
        // Then what holds today is what is answered
        assertThat(planned.body().path("structure").path("amount").asText()).isEqualTo("10");
        assertThat(planned.text("version")).isEqualTo("1");
        assertThat(planned.body()
                        .path("planned")
                        .get(0)
                        .path("structure")
                        .path("amount")
                        .asText())
                .isEqualTo("12");
        assertThat(planned.body().path("planned").get(0).path("effectiveFrom").asText())
                .isEqualTo("2027-04-01");
        assertThat(amounts(api.get("/v1/prices/fee/versions").is(200))).containsExactly("2: 12", "1: 10");
        assertThat(amounts(api.get("/v1/prices/fee/versions?limit=1").is(200))).containsExactly("2: 12");
        assertThat(api.put("/v1/prices/fee", fee("'effectiveFrom':'2027-03-14',", "12"))
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/effectiveFrom");
        assertThat(api.post("/v1/prices", fee("'effectiveFrom':'2027-04-01',", "12"))
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("/effectiveFrom");
        api.get("/v1/prices/nothing/versions").isProblem(404, "not-found");

        // When its day comes
        api.post("/v1/test-clock", "{'now':'2027-04-01T00:00:00Z'}");
        // Then
        Answer then = api.get("/v1/prices/fee").is(200);
        assertThat(then.body().path("structure").path("amount").asText()).isEqualTo("12");
        assertThat(then.body().path("planned")).isEmpty();
    }

    @Test
    void list_prices_are_found_by_product_currency_and_frequency() {
        // Given
        Api api = tenant("list-found");
        api.post("/v1/products", "{'id':'other','name':'Other'}").is(201);
        api.post("/v1/list-prices", fee("'id':'a',", "1")).is(201);
        api.post("/v1/list-prices", fee("'id':'b',", "1").replace("USD", "EUR")).is(201);
        api.post("/v1/list-prices", fee("'id':'c',", "1").replace("suite", "other"))
                .is(201);
        api.post("/v1/list-prices", fee("'id':'d',", "1").replace("MONTHLY", "YEARLY"))
                .is(201);
        // Then
        assertThat(api.get("/v1/list-prices").ids()).containsExactly("d", "c", "b", "a");
        assertThat(api.get("/v1/list-prices?currency=USD").ids()).containsExactly("d", "c", "a");
        assertThat(api.get("/v1/list-prices?currency=USD&productId=suite").ids())
                .containsExactly("d", "a");
        assertThat(api.get("/v1/list-prices?currency=USD&productId=suite&frequency=MONTHLY")
                        .ids())
                .containsExactly("a");
        assertThat(api.get("/v1/list-prices?currency=dollars&frequency=OFTEN&productId=a%20b")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactlyInAnyOrder("?currency", "?productId", "?frequency");
        assertThat(api.get("/v1/prices").ids()).isEmpty();
        // and archived ones on demand
        api.post("/v1/list-prices/a/archive").is(200);
        assertThat(api.get("/v1/list-prices?frequency=MONTHLY&currency=USD").ids())
                .containsExactly("c");
        assertThat(api.get("/v1/list-prices?frequency=MONTHLY&currency=USD&includeArchived=true")
                        .ids())
                .containsExactly("c", "a");
    }

    private static Api tenant(String tenant) {
        Api api = Api.sandbox(tenant);
        api.post("/v1/products", "{'id':'suite','name':'Suite'}").is(201);
        api.post("/v1/metrics", "{'id':'tokens','name':'Tokens','eventType':'t','aggregation':'COUNT'}")
                .is(201);
        return api;
    }

    private static String fee(String more, String amount) {
        return "{" + more + "'productId':'suite','name':'Base','currency':'USD','frequency':'MONTHLY',"
                + "'timing':'IN_ADVANCE','structure':{'model':'FLAT','amount':'" + amount + "'}}";
    }

    private static List<String> amounts(Answer page) {
        List<String> amounts = new ArrayList<>();
        page.body()
                .path("items")
                .forEach(item -> amounts.add(item.path("version").asText() + ": "
                        + item.path("structure").path("amount").asText()));
        return amounts;
    }
}
