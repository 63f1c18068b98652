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
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvoiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant OCT_01 = Instant.parse("2026-10-01T08:00:00Z");

    private TestTenant tenant;
    private Requests requests;

    @BeforeEach
    void a_new_tenant() {
        tenant = newTenant();
        requests = Requests.of(tenant.tenantId());
    }

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
    void lists_are_narrowed_and_paged_from_the_newest() {
        // Given
        IntStream.rangeClosed(1, 5).forEach(index -> send(requests.run("run_" + index)));
        send(requests.customer("globex").run("run_6"));
        awaitDrafted("inv_6");
        post("/inv_2/finalise").statusCode(200);

        // Then
        get("?customerId=globex").body("items.id", contains("inv_6"));
        get("?scheduleId=schedule-acme&status=FINAL").body("items.id", contains("inv_2"));
        get("?status=VOIDED").body("items", hasSize(0));
        JsonPath first = get("?limit=4").extract().jsonPath();
        assertThat(first.getList("items.id")).containsExactly("inv_6", "inv_5", "inv_4", "inv_3");
        JsonPath second =
                get("?limit=4&after=" + first.getString("next")).extract().jsonPath();
        assertThat(second.getList("items.id")).containsExactly("inv_2", "inv_1");
        assertThat(second.getString("next")).isNull();
        get("?limit=4&before=" + second.getString("previous"))
                .body("items.id", contains("inv_6", "inv_5", "inv_4", "inv_3"));
    }

    @Test
    void a_faulty_query_is_answered_with_every_fault() {
        given().header("Authorization", tenant.bearer())
                .get("/v1/invoices?status=OPEN&customerId=a%20b&limit=5")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?customerId", "?status"));
    }

    @Test
    void one_line_shows_its_steps_and_its_proof_and_positions_count_from_one() {
        // Given
        send(requests.run("run_a"));
        awaitDrafted("inv_a");

        // Then
        get("/inv_a/lines/2")
                .body("description", equalTo("Context tokens"))
                .body("steps.kind", contains("QUANTITY", "TIER", "TIER", "ROUNDING"))
                .body("proof.fingerprint", equalTo("0123456789abcdef0123456789abcdef"));
        for (String position : List.of("0", "3", "x", "99999999999")) {
            path("/inv_a/lines/" + position).statusCode(404);
        }
    }

    @Test
    void another_tenant_neither_sees_nor_touches_an_invoice_and_a_reader_changes_nothing() {
        // Given
        send(requests.run("run_a"));
        awaitDrafted("inv_a");
        TestTenant owner = tenant;
        TestTenant reader = TestTenants.createKey(TestTopics.bootstrapServers(), owner.tenantId(), Scope.READ);

        // When
        tenant = newTenant();

        // Then
        get("").body("items", hasSize(0));
        for (String path : List.of("/inv_a", "/inv_a/lines/1", "/inv_a/pdf")) {
            path(path).statusCode(404);
        }
        post("/inv_a/finalise").statusCode(404);
        post("/inv_a/void").statusCode(404);
        tenant = reader;
        post("/inv_a/finalise").statusCode(403);
        get("/inv_a").body("status", equalTo("DRAFT"));
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

    @Test
    void the_pdf_shows_number_total_lines_and_proof_and_takes_markup_as_text() throws Exception {
        // Given
        send(requests.named("<b>Acme</b> & \"Sons\" <script>x</script>")
                .run("run_a", Requests.flat("Fee <i>&amp;</i>"), Requests.tokens("Context tokens")));
        awaitDrafted("inv_a");
        post("/inv_a/finalise").statusCode(200);

        // When
        String text = pdfText("/inv_a/pdf", "INV-2026-00001.pdf");

        // Then
        assertThat(text)
                .contains("INV-2026-00001", "64.47", "Context tokens", "1 Sep 2026 – 30 Sep 2026")
                .contains("<b>Acme</b> & \"Sons\"", "<script>x</script>", "Fee <i>&amp;</i>")
                .contains("How this was calculated", "4988797 units × 0.0000025 = 12.4719925")
                .contains("2,939 events, fingerprint 0123456789abcdef0123456789abcdef")
                .doesNotContainPattern("D\\s*R\\s*A\\s*F\\s*T|V\\s*O\\s*I\\s*D");
    }

    @Test
    void the_pdf_of_a_draft_and_of_a_voided_document_say_so_across_the_page() throws Exception {
        // Given
        send(requests.run("run_a"));
        awaitDrafted("inv_a");

        // Then
        assertThat(pdfText("/inv_a/pdf", "inv_a.pdf"))
                .contains("This is a draft")
                .containsPattern("D\\s*R\\s*A\\s*F\\s*T");
        post("/inv_a/void").statusCode(200);
        assertThat(pdfText("/inv_a/pdf", "INV-2026-00001.pdf"))
                .contains("This document is void")
                .containsPattern("V\\s*O\\s*I\\s*D");
    }

    @Test
    void a_hundred_lines_run_over_several_pages_and_none_is_lost() throws Exception {
        // Given
        RequestedLine[] lines = IntStream.rangeClosed(1, 100)
                .mapToObj(line -> Requests.tokens("Tokens of model " + line + "."))
                .toArray(RequestedLine[]::new);
        send(requests.run("run_a", lines));
        awaitDrafted("inv_a");

        // When
        String text = pdfText("/inv_a/pdf", "inv_a.pdf");

        // Then 100 × 15.47 = 1,547.00
        assertThat(text).contains("1,547.00").containsPattern("Page 1 of [12][0-9]");
        for (int line = 1; line <= 100; line++) {
            assertThat(text.split("Tokens of model " + line + "\\.", -1)).hasSize(3); // in the table and the appendix
        }
    }

    private static TestTenant newTenant() {
        return TestTenants.createSandbox("t-" + UUID.randomUUID().toString().substring(0, 8), OCT_01);
    }

    private static void send(InvoiceRequested request) {
        TestTopics.send(
                Topics.INVOICE_REQUESTED,
                Topics.resourceKey(request.tenant(), request.scheduleId().value()),
                request);
    }

    private void awaitDrafted(String id) {
        await().atMost(PATIENCE).until(() -> path("/" + id).extract().statusCode() == 200);
    }

    private ValidatableResponse get(String rest) {
        return path(rest).statusCode(200);
    }

    private ValidatableResponse path(String rest) {
        return given().header("Authorization", tenant.bearer())
                .get("/v1/invoices" + rest)
                .then();
    }

    private ValidatableResponse post(String rest) {
        return given().header("Authorization", tenant.bearer())
                .post("/v1/invoices" + rest)
                .then();
    }

    private ValidatableResponse postOnce(String rest, String key) {
        return given().header("Authorization", tenant.bearer())
                .header("Idempotency-Key", key)
                .post("/v1/invoices" + rest)
                .then();
    }

    private List<InvoiceChanged> changes(String id) {
        TenantId owner = tenant.tenantId();
        return TestTopics.readAll(Topics.INVOICES).stream()
                .filter(change ->
                        change.tenant().equals(owner) && change.id().value().equals(id))
                .toList();
    }

    private static <T> List<T> results(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private String pdfText(String rest, String fileName) throws Exception {
        byte[] pdf = path(rest)
                .statusCode(200)
                .contentType("application/pdf")
                .header("Content-Disposition", containsString(fileName))
                .extract()
                .asByteArray();
        assertThat(new String(pdf, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("%PDF");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
