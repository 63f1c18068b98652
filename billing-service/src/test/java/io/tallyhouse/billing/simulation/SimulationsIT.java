package io.tallyhouse.billing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.billing.stage.MeterStage;
import io.tallyhouse.kit.testing.BackingResource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulationsIT {
    private static final String PACKAGES = """
            {"months":2,"prices":[{"priceId":"per-request","structure":{"model":"PACKAGE","packageSize":"100","packagePrice":"5"}}]}""";

    private static BillingStage twoCustomers() {
        BillingStage stage = BillingStage.metered("2026-03-10T12:00:00Z");
        for (String customer : new String[] {"small", "large"}) {
            stage.customer(customer, "UTC");
            stage.meter().counted(customer, "requests", "2026-01-15T10:00:00Z", customer.equals("small") ? 20 : 300);
            stage.meter().counted(customer, "requests", "2026-02-15T10:00:00Z", customer.equals("small") ? 10 : 400);
        }
        MeterStage.passesAll();
        stage.activeSchedule("of-small", "small", "2026-01-01", "", "base", "per-request");
        stage.activeSchedule("of-large", "large", "2026-01-01", "", "base", "per-request");
        stage.awaitRequested(6);
        return stage;
    }

    private static JsonPath done(BillingStage stage, String id) {
        await().until(() -> stage.api()
                .get("/v1/simulations/" + id)
                .jsonPath()
                .getString("status")
                .equals("DONE"));
        return stage.api().get("/v1/simulations/" + id).jsonPath();
    }

    @Test
    void other_prices_for_the_past_months_name_winners_and_losers() {
        // Given
        BillingStage stage = twoCustomers();
        // When packages of 100 at 5 take the place of 0.10 a request
        String id = stage.api()
                .body(PACKAGES)
                .post("/v1/simulations")
                .then()
                .statusCode(201)
                .body("total", equalTo(2))
                .extract()
                .path("id");
        JsonPath simulation = done(stage, id);
        // Then the invoices of 1 February and 1 March, 49.00 in advance on each: small 2.00 + 1.00 → 5.00 + 5.00, large
        // 30.00 + 40.00 → 15.00 + 20.00
        assertThat(simulation.getString("summaries[0].before")).isEqualTo("269.00"); // 4 × 49 + 3 + 70
        assertThat(simulation.getString("summaries[0].after")).isEqualTo("241.00"); // 4 × 49 + 10 + 35
        assertThat(simulation.getInt("summaries[0].winners")).isEqualTo(1);
        assertThat(simulation.getInt("summaries[0].losers")).isEqualTo(1);
        assertThat(stage.api()
                        .get("/v1/simulations/" + id + "/customers")
                        .jsonPath()
                        .getList("items.difference"))
                .containsExactly("7.00", "-35.00");
        assertThat(stage.api().get("/v1/simulations/" + id + "/customers.csv").asString())
                .isEqualTo("customerId,currency,before,after,difference\nsmall,EUR,101.00,108.00,7.00\n"
                        + "large,EUR,168.00,133.00,-35.00\n");
        // And nobody was billed by it
        assertThat(stage.requested()).hasSize(6);
    }

    @Test
    void a_simulation_may_look_at_chosen_customers_only() {
        BillingStage stage = twoCustomers();
        String id = stage.api()
                .body(PACKAGES.replace("\"months\"", "\"customerIds\":[\"large\"],\"months\""))
                .post("/v1/simulations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(done(stage, id).getInt("summaries[0].customers")).isEqualTo(1);
    }

    @Test
    void a_candidate_that_would_look_at_other_usage_is_refused() {
        BillingStage stage = twoCustomers();
        stage.api()
                .body("""
                        {"months":2,"prices":[{"priceId":"base","structure":{"model":"UNIT","unitPrice":"1"}}]}""")
                .post("/v1/simulations")
                .then()
                .statusCode(422)
                .body("detail", containsString("'base' is FLAT and cannot be simulated as UNIT"));
        stage.api()
                .body(
                        "{\"months\":0,\"prices\":[{\"priceId\":\"nothing\",\"structure\":{\"model\":\"FLAT\",\"amount\":\"1\"}}]}")
                .post("/v1/simulations")
                .then()
                .statusCode(422)
                .body("errors.pointer[0]", equalTo("/months"));
    }

    @Test
    void current_usage_tells_the_running_period_of_each_active_schedule() {
        BillingStage stage = twoCustomers();
        stage.meter().counted("large", "requests", "2026-03-05T10:00:00Z", 50);
        await().untilAsserted(() -> assertThat(stage.api()
                        .get("/v1/customers/large/current-usage")
                        .jsonPath()
                        .getList("items[0].lines.net"))
                // March so far: 50 at 0.10, and April in advance
                .containsExactlyInAnyOrder("5.00", "49.00"));
    }
}
