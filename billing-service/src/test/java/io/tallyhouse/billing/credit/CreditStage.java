package io.tallyhouse.billing.credit;

import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kit.testing.TestTopics;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Grants of a {@link BillingStage}'s tenant, over HTTP. */
record CreditStage(BillingStage stage) {
    JsonPath grant(String id, String terms) {
        return stage.api()
                .body("{\"id\":\"%s\",\"name\":\"%s\",%s}".formatted(id, id, terms))
                .post("/v1/credit-grants")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    JsonPath read(String id) {
        return stage.api()
                .get("/v1/credit-grants/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    String balance(String id) {
        return read(id).getString("balance");
    }

    /** As {@code BURN -5.00 = 45.00}, oldest first. */
    List<String> ledger(String id) {
        JsonPath page = stage.api()
                .get("/v1/credit-grants/" + id + "/transactions?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> types = page.getList("items.type");
        List<String> amounts = page.getList("items.amount");
        List<String> balances = page.getList("items.balance");
        List<String> ledger = new java.util.ArrayList<>();
        for (int index = types.size() - 1; index >= 0; index--) {
            ledger.add(types.get(index) + " " + amounts.get(index) + " = " + balances.get(index));
        }
        return ledger;
    }

    /** Ids of a series, in order. */
    List<String> series(String customer) {
        JsonPath page = stage.api()
                .get("/v1/credit-grants?limit=100&customerId=" + customer)
                .jsonPath();
        List<String> ids = new java.util.ArrayList<>(page.getList("items.id"));
        java.util.Collections.reverse(ids);
        return ids;
    }

    void settle() {
        await().until(stage::isSettled);
    }

    void documentIsVoid(InvoiceRequested document) {
        TestTopics.send(
                Topics.INVOICES,
                Topics.resourceKey(stage.tenant(), document.runId().value()),
                new InvoiceChanged(
                        stage.tenant(),
                        new InvoiceId("inv_" + document.runId().value()),
                        3,
                        InvoiceChanged.Change.VOIDED,
                        Optional.of("INV-2026-00001"),
                        document.customer().id(),
                        document.scheduleId(),
                        Optional.of(document.runId()),
                        document.currency(),
                        BigDecimal.ZERO,
                        document.issueDate(),
                        document.requestedAt()));
    }

    /** As {@code welcome -5.00}. */
    static List<String> credits(InvoiceRequested document) {
        return document.lines().stream()
                .filter(line -> line.kind() == LineKind.CREDIT)
                .map(line -> line.description() + " " + line.net().toPlainString())
                .toList();
    }

    static BigDecimal net(InvoiceRequested document) {
        return document.lines().stream().map(RequestedLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
