package io.tallyhouse.billing.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.billing.stage.MeterStage;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kit.testing.BackingResource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Customer acme in UTC; fees in arrears: silver 31.00, gold 62.00. */
@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScheduleOperationsIT {
    private static BillingStage stage(String now) {
        BillingStage stage = BillingStage.metered(now);
        stage.customer("acme", "UTC");
        stage.flatPrice("silver", "31.00", BillingTiming.IN_ARREARS);
        stage.flatPrice("gold", "62.00", BillingTiming.IN_ARREARS);
        MeterStage.passesAll();
        return stage;
    }

    private static JsonPath ask(BillingStage stage, String path, String body) {
        return stage.api()
                .body(body)
                .post("/v1/schedules/" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> nets(InvoiceRequested document) {
        return document.lines().stream().map(line -> line.net().toPlainString()).toList();
    }

    @Test
    void an_upgrade_and_a_cancellation_bill_what_their_previews_showed() {
        // Given
        BillingStage stage = stage("2026-03-10T12:00:00Z");
        stage.activeSchedule("story", "acme", "2026-03-01", "", "silver");
        String upgrade = "{\"replace\":{\"silver\":\"gold\"},\"on\":\"2026-03-17\"}";

        // When
        JsonPath upgraded = ask(stage, "story/upgrade/preview", upgrade);
        assertThat(stage.api().get("/v1/schedules/story").jsonPath().getInt("version"))
                .isEqualTo(2);
        ask(stage, "story/upgrade", upgrade);
        stage.clockMovesTo("2026-03-20T12:00:00Z");
        JsonPath cancelled = ask(stage, "story/cancel/preview", "{\"at\":\"NOW\"}");
        stage.api()
                .body("{\"at\":\"NOW\"}")
                .header("If-Match", "\"2\"")
                .post("/v1/schedules/story/cancel")
                .then()
                .statusCode(412);
        ask(stage, "story/cancel", "{\"at\":\"NOW\"}");
        stage.clockMovesTo("2026-03-22T12:00:00Z");

        // Then
        // 16 of 31 days of silver, 15 of gold: 31 × 16/31 and 62 × 15/31
        assertThat(upgraded.getList("invoices[0].lines.net")).containsExactly("16.00", "30.00");
        assertThat(upgraded.getString("through")).isEqualTo("2026-04-01");
        // 16 days of silver, 4 of gold: 62 × 4/31
        List<InvoiceRequested> documents = stage.awaitRequested(1);
        assertThat(nets(documents.get(0)))
                .isEqualTo(cancelled.getList("invoices[0].lines.net"))
                .containsExactly("16.00", "8.00");
        assertThat(documents.get(0).issueDate()).isEqualTo(cancelled.getString("invoices[0].issueDate"));
        await().until(stage::isSettled);
        JsonPath ended = stage.api().get("/v1/schedules/story").jsonPath();
        assertThat(ended.getString("status")).isEqualTo("CANCELLED");
        assertThat(ended.getString("cancelledOn")).isEqualTo("2026-03-20");
        assertThat(stage.runs("scheduleId=story").getList("items")).hasSize(1);
        stage.api().get("/v1/schedules?status=CANCELLED").then().body("items.id", equalTo(List.of("story")));
        ask(stage, "story/archive", "");
        stage.api().get("/v1/schedules").then().body("items", equalTo(List.of()));
        stage.api().get("/v1/schedules?includeArchived=true").then().body("items.id", equalTo(List.of("story")));
    }

    @Test
    void what_was_billed_in_advance_of_days_after_a_cancellation_is_shown_and_credited() {
        // Given: April in advance
        BillingStage stage = stage("2026-04-10T12:00:00Z");
        stage.flatPrice("ahead", "30.00", BillingTiming.IN_ADVANCE);
        stage.activeSchedule("advance", "acme", "2026-04-01", "", "ahead");
        assertThat(nets(stage.awaitRequested(1).get(0))).containsExactly("30.00");
        await().until(stage::isSettled);

        // When
        JsonPath cancelled = ask(stage, "advance/cancel/preview", "{\"at\":\"NOW\"}");
        ask(stage, "advance/cancel", "{\"at\":\"NOW\"}");

        // Then: 20 of 30 days are not used
        assertThat(cancelled.getList("invoices")).isEmpty();
        assertThat(cancelled.getList("adjustments.sourceDate")).containsExactly("2026-04-01");
        assertThat(cancelled.getString("adjustments[0].netTotal")).isEqualTo("-20.00");
        await().untilAsserted(() -> stage.api()
                .get("/v1/adjustments?scheduleId=advance")
                .then()
                .body("items.net", equalTo(List.of("-20.00"))));
        stage.api().get("/v1/schedules/advance").then().body("status", equalTo("ACTIVE"));
        stage.api().post("/v1/schedules/advance/archive").then().statusCode(409);
        stage.clockMovesTo("2026-04-11T00:00:00Z");
        stage.api().get("/v1/schedules/advance").then().body("status", equalTo("CANCELLED"));
        ask(stage, "advance/archive", "");
        stage.api().get("/v1/schedules").then().body("items", equalTo(List.of()));
    }

    @Test
    void a_suspended_schedule_bills_nothing_and_goes_on_when_it_is_resumed() {
        // Given
        BillingStage stage = stage("2026-03-10T12:00:00Z");
        stage.activeSchedule("rests", "acme", "2026-03-01", "", "silver");

        // When
        ask(stage, "rests/suspend", "{\"from\":\"2026-03-11\"}");
        stage.clockMovesTo("2026-03-15T12:00:00Z");
        stage.api().get("/v1/schedules?status=SUSPENDED").then().body("items.id", equalTo(List.of("rests")));
        stage.api().get("/v1/schedules?status=ACTIVE").then().body("items", equalTo(List.of()));
        stage.clockMovesTo("2026-05-06T12:00:00Z");
        List<InvoiceRequested> before = stage.awaitRequested(1);
        await().until(stage::isSettled);
        assertThat(stage.api().get("/v1/schedules/rests").jsonPath().getString("status"))
                .isEqualTo("SUSPENDED");
        JsonPath resumed = ask(stage, "rests/resume/preview", "{}");
        ask(stage, "rests/resume", "{}");
        stage.clockMovesTo("2026-06-01T12:00:00Z");

        // Then
        // 10 of 31 days of March; nothing of April; 26 of 31 days of May
        assertThat(nets(before.get(0))).containsExactly("10.00");
        assertThat(resumed.getList("invoices[0].lines.net")).containsExactly("26.00");
        assertThat(resumed.getString("schedule.status")).isEqualTo("ACTIVE");
        List<InvoiceRequested> documents = stage.awaitRequested(2);
        assertThat(nets(documents.get(1))).containsExactly("26.00");
        assertThat(documents).hasSize(2);
    }

    @Test
    void a_schedule_renews_itself_and_by_hand_and_its_figures_rise() {
        // Given
        BillingStage stage = stage("2026-02-10T12:00:00Z");
        stage.api().body("""
                {"id":"term","customerId":"acme","startDate":"2026-02-01","endDate":"2026-02-28","billingDay":1,
                 "currency":"EUR","renewal":{"months":1,"upliftPercent":"10"},
                 "phases":[{"startDate":"2026-02-01","priceIds":["silver"]}]}""").post("/v1/schedules").then().statusCode(201);
        stage.activate("term");

        // When
        stage.clockMovesTo("2026-04-02T12:00:00Z");
        List<InvoiceRequested> documents = stage.awaitRequested(2);
        await().until(stage::isSettled);
        JsonPath renewed = ask(
                stage,
                "term/renew",
                "{\"endDate\":\"2026-06-30\",\"uplift\":{\"type\":\"PERCENT\",\"value\":\"100\"}}");

        // Then
        // 31.00, and 31.00 × 1.1
        assertThat(documents.stream().flatMap(document -> Stream.of(nets(document))))
                .containsExactly(List.of("31.00"), List.of("34.10"));
        assertThat(renewed.getList("phases.startDate"))
                .containsExactly("2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01");
        // 1.1 twice, and then doubled
        assertThat(renewed.getList("phases.uplift")).containsExactly(null, "1.1", "1.21", "2.42");
        assertThat(renewed.getString("endDate")).isEqualTo("2026-06-30");
    }

    @Test
    void phases_are_added_and_replaced_milestones_completed_and_schedules_duplicated() {
        // Given
        BillingStage stage = stage("2026-03-10T12:00:00Z");
        stage.api().body("""
                {"id":"built","customerId":"acme","startDate":"2026-03-01","billingDay":1,"currency":"EUR",
                 "phases":[{"startDate":"2026-03-01","milestone":true,"priceIds":["silver"]},
                  {"months":2,"priceIds":["gold"]},{"priceIds":["silver"]}]}""").post("/v1/schedules").then().statusCode(201);
        stage.activate("built");

        // When
        JsonPath complete = ask(stage, "built/milestones/complete", "{\"date\":\"2026-03-15\"}");
        JsonPath added = ask(
                stage,
                "built/phases",
                "{\"startDate\":\"2026-07-01\",\"endDate\":\"2026-12-31\",\"priceIds\":[\"base\"]}");
        var replaced = stage.api()
                .body(
                        "{\"phases\":[{\"startDate\":\"2026-03-16\",\"endDate\":\"2026-06-30\",\"priceIds\":[\"gold\",\"silver\"]}]}")
                .put("/v1/schedules/built/phases");
        var frozen = stage.api()
                .body("{\"phases\":[{\"startDate\":\"2026-03-05\",\"priceIds\":[\"gold\"]}]}")
                .put("/v1/schedules/built/phases");
        var unknown = stage.api().body("{\"replace\":{\"silver\":\"lead\"}}").post("/v1/schedules/built/upgrade");
        var copy = stage.api()
                .body("{\"id\":\"copy\",\"startDate\":\"2026-05-01\"}")
                .post("/v1/schedules/built/duplicate");

        // Then
        assertThat(complete.getList("phases.startDate")).containsExactly("2026-03-01", "2026-03-16", "2026-05-16");
        assertThat(added.getString("phases[2].endDate")).isEqualTo("2026-06-30");
        assertThat(added.getString("endDate")).isEqualTo("2026-12-31");
        replaced.then()
                .statusCode(200)
                .body("endDate", equalTo("2026-06-30"))
                .body("phases.priceIds", equalTo(List.of(List.of("silver"), List.of("gold", "silver"))));
        frozen.then().statusCode(409).body("errors[0].pointer", equalTo("/phases/0/startDate"));
        unknown.then()
                .statusCode(422)
                .body("type", equalTo("/problems/unknown-reference"))
                .body("errors[0].pointer", equalTo("/replace/silver"));
        copy.then()
                .statusCode(201)
                .body("status", equalTo("DRAFT"))
                .body("endDate", equalTo("2026-08-31"))
                .body("phases.startDate", equalTo(List.of("2026-05-01", "2026-05-16")));
        stage.api().body("{}").post("/v1/schedules/copy/suspend").then().statusCode(409);
        stage.api().body("{}").post("/v1/schedules/nobody/suspend").then().statusCode(404);
        stage.api()
                .body("{\"at\":\"DATE\"}")
                .post("/v1/schedules/built/cancel")
                .then()
                .statusCode(422);
    }
}
