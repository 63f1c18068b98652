package io.tallyhouse.billing.schedule;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulesIT {
    @Test
    void every_fault_of_a_schedule_is_told_at_once() {
        // Given
        BillingStage stage = BillingStage.metered("2026-01-10T00:00:00Z");
        stage.customer("acme", "UTC");
        PriceStructure flat = new PriceStructure.Flat(BigDecimal.ONE);
        stage.publishPrice("dollars", CurrencyCode.of("USD"), BillingTiming.IN_ADVANCE, Optional.empty(), flat, false);
        stage.publishPrice("gone", BillingStage.EUR, BillingTiming.IN_ADVANCE, Optional.empty(), flat, true);

        // When
        var answer = stage.api().body("""
                {"customerId":"nobody","startDate":"2026-01-01","endDate":"2026-12-31","billingDay":1,
                 "currency":"EUR","colour":"red","phases":[
                   {"startDate":"2026-01-02","priceIds":["base","base"]},
                   {"startDate":"2026-03-01","endDate":"2026-06-30","priceIds":["dollars","gone","missing"]},
                   {"startDate":"2026-08-01","endDate":"2026-11-30","priceIds":[]}]}""").post("/v1/schedules");

        // Then
        answer.then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-input"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/colour",
                                "/phases/0/startDate",
                                "/phases/0/endDate",
                                "/phases/0/priceIds/1",
                                "/phases/2/startDate",
                                "/phases/2/endDate",
                                "/phases/2/priceIds",
                                "/phases/1/priceIds/0",
                                "/phases/1/priceIds/1",
                                "/phases/1/priceIds/2",
                                "/customerId"));
        stage.api()
                .body("""
                {"customerId":"acme","startDate":"2026-01-01","billingDay":1,"currency":"EUR",
                 "phases":[{"startDate":"2026-01-01","priceIds":["base","missing"]}]}""")
                .post("/v1/schedules")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/unknown-reference"))
                .body("errors.pointer", equalTo(List.of("/phases/0/priceIds/1")));
    }

    @Test
    void what_a_schedule_says_is_answered_and_kept_and_its_terms_must_fit_its_prices() {
        // Given
        BillingStage stage = BillingStage.metered("2026-01-10T00:00:00Z");
        stage.customer("acme", "UTC");
        String body = """
                {"id":"full","customerId":"acme","startDate":"2026-01-01","endDate":"2026-12-31","billingDay":1,
                 "currency":"EUR","purchaseOrderNumber":"PO-7","reference":"R1","memo":"Thank you","dueDays":14,
                 "attachments":[{"name":"contract","url":"https://example.com/c.pdf"}],"rollUp":"CONSOLIDATE",
                 "proration":"NONE","lateUsage":{"policy":"ADJUST","threshold":"5.00"},
                 "renewal":{"months":12,"upliftPercent":"3.5"},
                 "phases":[{"name":"Pilot","startDate":"2026-01-01","milestone":true,"priceIds":["base","per-request"],
                   "discounts":[{"type":"FREE_UNITS","value":"100","priceIds":["%s"]}],
                   "minimums":[{"amount":"20.00"%s}]},
                  {"recurrence":"RESET","priceIds":["per-request"]}]}""";

        // Then
        stage.api()
                .body(body.formatted("base", ",\"priceIds\":[\"base\"]"))
                .post("/v1/schedules")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        equalTo(List.of("/phases/0/discounts/0/priceIds/0", "/phases/0/minimums/0/priceIds/0")));
        stage.api()
                .body(body.formatted("per-request", ""))
                .post("/v1/schedules")
                .then()
                .statusCode(201);
        stage.activate("full");
        stage.api()
                .get("/v1/schedules/full")
                .then()
                .body("status", equalTo("ACTIVE"))
                .body("purchaseOrderNumber", equalTo("PO-7"))
                .body("dueDays", equalTo(14))
                .body("attachments[0].url", equalTo("https://example.com/c.pdf"))
                .body("rollUp", equalTo("CONSOLIDATE"))
                .body("proration", equalTo("NONE"))
                .body("lateUsage.threshold", equalTo("5"))
                .body("renewal.upliftPercent", equalTo("3.5"))
                .body("phases[0].name", equalTo("Pilot"))
                .body("phases[0].milestone", equalTo(true))
                .body("phases[0].discounts[0].value", equalTo("100"))
                .body("phases[0].minimums[0].amount", equalTo("20"))
                .body("phases[1].recurrence", equalTo("RESET"))
                .body("phases[1].startDate", equalTo(null));
    }

    @Test
    void a_draft_is_replaced_an_activated_schedule_is_not_and_activating_again_changes_nothing() {
        // Given
        BillingStage stage = BillingStage.metered("2025-12-10T00:00:00Z");
        stage.customer("acme", "Europe/Warsaw");
        stage.draft("life", "acme", "2026-01-01", "", "base");
        String replacement = """
                {"customerId":"acme","startDate":"2026-01-01","endDate":"2026-06-30","billingDay":15,"currency":"EUR",
                 "autoFinalise":true,"phases":[{"startDate":"2026-01-01","priceIds":["base"]}]}""";

        // Then
        stage.api()
                .body(replacement)
                .header("If-Match", "\"7\"")
                .put("/v1/schedules/life")
                .then()
                .statusCode(412);
        stage.api()
                .body(replacement)
                .header("If-Match", "\"1\"")
                .put("/v1/schedules/life")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("phases[0].endDate", equalTo("2026-06-30"))
                .body("timeZone", equalTo(null));
        stage.api()
                .body(replacement.replaceFirst("\\{", "{\"id\":\"life\","))
                .post("/v1/schedules")
                .then()
                .statusCode(409);
        stage.activate("life");
        stage.activate("life");
        stage.api()
                .get("/v1/schedules/life")
                .then()
                .body("status", equalTo("UPCOMING"))
                .body("version", equalTo(3))
                .body("timeZone", equalTo("Europe/Warsaw"));
        stage.api().body(replacement).put("/v1/schedules/life").then().statusCode(409);
        stage.api().get("/v1/schedules?status=UPCOMING").then().body("items.id", equalTo(List.of("life")));
        stage.api().get("/v1/schedules?status=ACTIVE").then().body("items", equalTo(List.of()));
        stage.api().get("/v1/schedules?status=SLEEPING").then().statusCode(422);
    }

    @Test
    void another_tenants_key_sees_nothing() {
        // Given
        BillingStage stage = BillingStage.metered("2026-01-10T00:00:00Z");
        stage.customer("acme", "UTC");
        stage.activeSchedule("private", "acme", "2026-01-01", "", "base");
        String run = stage.awaitRequested(1).get(0).runId().value();
        BillingStage stranger = BillingStage.at("2026-01-10T00:00:00Z");

        // Then
        Map<String, Integer> expected = Map.of(
                "/v1/schedules/private", 404, "/v1/schedules/private/preview", 404, "/v1/billing-runs/" + run, 404);
        expected.forEach((path, status) -> {
            stranger.api().get(path).then().statusCode(status);
            stage.api().get(path).then().statusCode(200);
        });
        stranger.api().post("/v1/schedules/private/activate").then().statusCode(404);
        stranger.api().get("/v1/schedules").then().body("items", equalTo(List.of()));
        stranger.api().get("/v1/billing-runs").then().body("items", equalTo(List.of()));
        var reader = TestTenants.createKey(TestTopics.bootstrapServers(), stage.tenant(), Scope.READ);
        RestAssured.given()
                .header("Authorization", reader.bearer())
                .post("/v1/schedules/private/activate")
                .then()
                .statusCode(403);
    }
}
