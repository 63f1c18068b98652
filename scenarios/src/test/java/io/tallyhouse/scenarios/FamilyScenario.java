package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a customer's descendants use can be told with its own, as the tree of customers is when it is asked. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FamilyScenario {
    private static final String MAY = "from=2027-05-01&to=2027-05-31";

    @Test
    void usage_is_rolled_up_along_the_tree_and_follows_who_moves() {
        // Given head with north and south below it, and a shop below north
        Tenant tenant = SharedStack.newTenant("families");
        tenant.moveClockTo("2027-06-01T00:00:00Z");
        tenant.createMetrics("""
                {"id":"tokens","name":"Tokens","eventType":"call","aggregation":"SUM","property":"n"}""", """
                {"id":"users","name":"Users","eventType":"call","aggregation":"UNIQUE","property":"user"}""");
        member(tenant, "head", "");
        member(tenant, "north", ",\"parentId\":\"head\"");
        member(tenant, "south", ",\"parentId\":\"head\",\"aliases\":[\"till-7\"]");
        member(tenant, "shop", ",\"parentId\":\"north\"");
        tenant.send(List.of(
                event("head", 1, "ada"),
                event("north", 10, "ada"),
                event("till-7", 100, "bob"),
                event("shop", 1_000, "cleo")));
        // Then 1 + 10 + 100 + 1,000; users are told apart over the whole family: ada, bob, cleo
        Tenant.eventually(() -> assertThat(value(tenant, "tokens", "customer=head&includeChildren=true"))
                .isEqualTo("1111"));
        assertThat(value(tenant, "users", "customer=head&includeChildren=true")).isEqualTo("3");
        assertThat(value(tenant, "tokens", "customer=head")).isEqualTo("1");
        assertThat(value(tenant, "tokens", "customer=north&includeChildren=true"))
                .isEqualTo("1010");
        // named twice and reached through two ways: once
        assertThat(value(tenant, "tokens", "customer=north&customer=shop&customer=head&includeChildren=true"))
                .isEqualTo("1111");
        // When the shop moves from north to south
        assertThat(tenant.api()
                        .put("/v1/customers/shop", body("shop", ",\"parentId\":\"south\""))
                        .status())
                .isEqualTo(200);
        // Then 10 without the shop, and 100 + 1,000 with it
        assertThat(value(tenant, "tokens", "customer=north&includeChildren=true"))
                .isEqualTo("10");
        assertThat(value(tenant, "tokens", "customer=south&includeChildren=true"))
                .isEqualTo("1100");
        assertThat(tenant.list("/v1/customers?parentId=south"))
                .extracting(child -> child.path("id").asText())
                .containsExactly("shop");
        // When south were to become its own grandchild
        JsonNode refused = tenant.api()
                .put("/v1/customers/south", body("south", ",\"parentId\":\"shop\""))
                .json();
        // Then
        assertThat(refused.path("errors").path(0).path("pointer").asText()).isEqualTo("/parentId");
        assertThat(refused.path("errors").path(0).path("detail").asText()).contains("'shop' descends from 'south'");
    }

    private static String value(Tenant tenant, String metric, String query) {
        return tenant.api()
                .getOk("/v1/metrics/" + metric + "/usage?" + MAY + "&" + query)
                .path("value")
                .asText();
    }

    private static void member(Tenant tenant, String id, String more) {
        tenant.create("/v1/customers", body(id, more));
    }

    private static String body(String id, String more) {
        return """
                {"id":"%s","legalName":"%s","currency":"USD","timeZone":"UTC","country":"US"%s}""".formatted(id, id, more);
    }

    private static String event(String subject, int n, String user) {
        return """
                {"id":"e","type":"call","subject":"%s","time":"2027-05-10T10:00:00Z","data":{"n":%d,"user":"%s"}}""".formatted(subject, n, user);
    }
}
