package io.tallyhouse.invoice.invoice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.kit.testing.BackingResource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvoiceIT extends InvoicesOverHttp {
    @Test
    void a_request_read_twice_makes_one_draft_in_the_promised_shape() {
        // When
        send(requests.run("run_a"));
        send(requests.run("run_a"));
        send(requests.run("run_b"));
        awaitDrafted("inv_b");

        // Then 49.00 + 15.47 = 64.47; due 30 days after issue
        get("?customerId=acme").body("items.id", contains("inv_b", "inv_a")).body("next", nullValue());
        get("/inv_a")
                .body("status", equalTo("DRAFT"))
                .body("number", nullValue())
                .body("currency", equalTo("USD"))
                .body("issueDate", equalTo("2026-10-01"))
                .body("dueDate", equalTo("2026-10-31"))
                .body("billingPeriod.start", equalTo("2026-09-01"))
                .body("billingPeriod.end", equalTo("2026-09-30"))
                .body("netTotal", equalTo("64.47"))
                .body("taxTotal", equalTo("0.00"))
                .body("grossTotal", equalTo("64.47"))
                .body("runId", equalTo("run_a"))
                .body("customer.legalName", equalTo("Acme Ltd"))
                .body("createdAt", equalTo(OCT_01.toString()))
                .body("finalisedAt", nullValue())
                .body("lines", hasSize(2))
                .body("lines[0].quantity", equalTo("1"))
                .body("lines[0].metricId", nullValue())
                .body("lines[0].proof", nullValue())
                .body("lines[1].net", equalTo("15.47"))
                .body("lines[1].metricId", equalTo("context-tokens"))
                .body("lines[1].steps[2].amount", equalTo("12.4719925"))
                .body("lines[1].proof.events", equalTo(2939));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(changes("inv_b")).isNotEmpty());
        assertThat(changes("inv_a")).extracting(InvoiceChanged::change).containsExactly(InvoiceChanged.Change.DRAFTED);
    }

    @Test
    void numbers_are_given_in_the_order_of_finalising_and_each_year_begins_anew() {
        // Given
        send(requests.run("run_a"));
        send(requests.run("run_b"));
        send(requests.issuedOn("2027-01-01").run("run_c"));
        awaitDrafted("inv_c");

        // When
        post("/inv_b/finalise").statusCode(200).body("number", equalTo("INV-2026-00001"));
        post("/inv_a/finalise").statusCode(200).body("number", equalTo("INV-2026-00002"));
        post("/inv_c/finalise").statusCode(200).body("number", equalTo("INV-2027-00001"));

        // Then
        get("/inv_b").body("status", equalTo("FINAL")).body("finalisedAt", equalTo(OCT_01.toString()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(changes("inv_b"))
                        .extracting(InvoiceChanged::version)
                        .containsExactly(1L, 2L));
    }

    @Test
    void finalising_again_is_refused_but_the_same_idempotency_key_gets_the_first_answer() {
        // Given
        send(requests.run("run_a"));
        awaitDrafted("inv_a");

        // When
        String key = UUID.randomUUID().toString();
        String first =
                postOnce("/inv_a/finalise", key).statusCode(200).extract().asString();

        // Then
        assertThat(postOnce("/inv_a/finalise", key).statusCode(200).extract().asString())
                .isEqualTo(first);
        post("/inv_a/finalise")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("legal steps are VOID"));
    }

    @Test
    void concurrent_finalisations_leave_no_gap_and_repeat_no_number() throws Exception {
        // Given
        int count = 32;
        IntStream.range(0, count).forEach(index -> send(requests.run("run_" + index)));
        awaitDrafted("inv_" + (count - 1));

        // When
        ExecutorService callers = Executors.newFixedThreadPool(count);
        List<Future<String>> answers = IntStream.range(0, count)
                .mapToObj(index -> callers.submit(() -> post("/inv_" + index + "/finalise")
                        .statusCode(200)
                        .extract()
                        .<String>path("number")))
                .toList();

        // Then
        List<String> wanted = IntStream.rangeClosed(1, count)
                .mapToObj("INV-2026-%05d"::formatted)
                .toList();
        assertThat(results(answers)).containsExactlyInAnyOrderElementsOf(wanted);
        callers.shutdown();
    }

    @Test
    void of_many_who_finalise_the_same_draft_one_succeeds_and_no_number_is_lost() throws Exception {
        // Given
        send(requests.run("run_a"));
        send(requests.run("run_b"));
        awaitDrafted("inv_b");

        // When
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(caller ->
                        callers.submit(() -> post("/inv_a/finalise").extract().statusCode()))
                .toList();

        // Then
        assertThat(results(answers)).containsOnly(200, 409).containsOnlyOnce(200);
        post("/inv_b/finalise").body("number", equalTo("INV-2026-00002"));
        callers.shutdown();
    }

    @Test
    void a_voided_invoice_keeps_its_number_and_a_voided_draft_gets_one() {
        // Given
        send(requests.run("run_a"));
        send(requests.run("run_b"));
        awaitDrafted("inv_b");
        post("/inv_a/finalise").statusCode(200);

        // When
        post("/inv_a/void").statusCode(200).body("number", equalTo("INV-2026-00001"));
        post("/inv_b/void").statusCode(200).body("number", equalTo("INV-2026-00002"));

        // Then
        get("/inv_b")
                .body("status", equalTo("VOIDED"))
                .body("finalisedAt", nullValue())
                .body("voidedAt", equalTo(OCT_01.toString()));
        post("/inv_a/void").statusCode(409).body("detail", containsString("no step is legal any more"));
        post("/inv_b/finalise").statusCode(409);
        // a request that is read again does not bring a voided document back
        send(requests.run("run_a"));
        send(requests.run("run_c"));
        awaitDrafted("inv_c");
        get("/inv_a").body("status", equalTo("VOIDED"));
    }

    @Test
    void an_invoice_that_is_to_be_finalised_at_once_is_never_seen_as_a_draft() {
        // When
        send(requests.finalisedAtOnce().run("run_a"));
        send(requests.finalisedAtOnce().run("run_a"));
        send(requests.finalisedAtOnce().run("run_b"));
        awaitDrafted("inv_b");

        // Then
        get("/inv_a").body("status", equalTo("FINAL")).body("number", equalTo("INV-2026-00001"));
        get("/inv_b").body("status", equalTo("FINAL")).body("number", equalTo("INV-2026-00002"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(changes("inv_b"))
                        .extracting(InvoiceChanged::change)
                        .containsExactly(InvoiceChanged.Change.DRAFTED, InvoiceChanged.Change.FINALISED));
    }

    @Test
    void a_clock_has_settled_once_all_that_was_requested_is_drafted() {
        // Given
        send(requests.run("run_a"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().header("X-Tallyhouse-Service-Secret", BackingResource.SERVICE_SECRET)
                        .get("/internal/test-clock/" + tenant.tenantId())
                        .then()
                        .statusCode(200)
                        .body("settled", equalTo(true)));
        get("/inv_a").body("status", equalTo("DRAFT"));
    }

    private static <T> List<T> results(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
