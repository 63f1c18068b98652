package io.tallyhouse.invoice.invoice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvoiceReadsIT extends InvoicesOverHttp {
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
    void a_document_of_no_schedule_is_shown_and_printed_without_one() throws Exception {
        // Given
        send(requests.ofNoSchedule("run_a"));
        awaitDrafted("inv_a");

        // Then
        get("/inv_a").body("scheduleId", nullValue()).body("grossTotal", equalTo("64.47"));
        assertThat(pdfText("/inv_a/pdf", "inv_a.pdf")).contains("Acme Ltd").doesNotContain("Schedule");
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
