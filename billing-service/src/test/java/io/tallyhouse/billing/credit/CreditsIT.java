package io.tallyhouse.billing.credit;

import static io.tallyhouse.billing.credit.CreditStage.credits;
import static io.tallyhouse.billing.credit.CreditStage.net;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.billing.run.CutRuns;
import io.tallyhouse.billing.run.OpenDueRuns;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.billing.stage.MeterStage;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kit.testing.BackingResource;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CreditsIT {
    private static final String CASH =
            "\"customerId\":\"acme\",\"type\":\"CASH\",\"currency\":\"EUR\",\"amount\":\"%s\"%s";
    private static final String UNITS =
            "\"customerId\":\"acme\",\"type\":\"UNITS\",\"metricId\":\"requests\",\"amount\":\"%s\"%s";

    private static Optional<CreditStage> refusing = Optional.empty();

    @Inject
    CutRuns cutRuns;

    @Inject
    OpenDueRuns openDueRuns;

    @Inject
    SettleGrants settleGrants;

    @Inject
    RunCredits.Within<SqlConnection> runCredits;

    @Inject
    Pool pool;

    private static CreditStage at(String now) {
        BillingStage stage = BillingStage.metered(now);
        stage.customer("acme", "UTC");
        MeterStage.passesAll();
        return new CreditStage(stage);
    }

    @Test
    void a_run_burns_units_first_then_money_by_priority_as_the_preview_said() {
        // Given
        CreditStage credit = at("2026-02-01T12:00:00Z");
        BillingStage stage = credit.stage();
        stage.meter().counted("acme", "requests", "2026-01-15T10:00:00Z", 120);
        MeterStage.passesAll();
        credit.grant("later", CASH.formatted("100", ""));
        credit.grant("sooner", CASH.formatted("10", ",\"priority\":1"));
        credit.grant("prepaid", UNITS.formatted("50", ",\"expiresOn\":\"2026-02-01\""));
        stage.draft("s", "acme", "2026-01-01", "", "base", "per-request");

        // When
        var preview =
                stage.api().get("/v1/schedules/s/preview?through=2026-02-01").jsonPath();
        stage.activate("s");
        List<InvoiceRequested> documents = stage.awaitRequested(2);

        // Then: nothing was granted yet on 1 January
        assertThat(credits(documents.get(0))).isEmpty();
        // 120 requests at 0.10 and 49.00: 61.00; 12.00 × 50 / 120 = 5.00; 10.00; 61.00 − 15.00 = 46.00 of the 100.00
        assertThat(credits(documents.get(1))).containsExactly("prepaid -5.00", "sooner -10.00", "later -46.00");
        assertThat(net(documents.get(1))).isEqualByComparingTo("0");
        assertThat(preview.getList("items[1].lines.net", String.class))
                .isEqualTo(documents.get(1).lines().stream()
                        .map(RequestedLine::net)
                        .map(BigDecimal::toPlainString)
                        .toList());
        // the preview of 1 March goes on with what is left: 54.00 pay 49.00
        assertThat(preview.getString("items[2].netTotal")).isEqualTo("0.00");
        assertThat(credit.ledger("later")).containsExactly("GRANT 100.00 = 100.00", "BURN -46.00 = 54.00");
        assertThat(credit.ledger("prepaid").subList(0, 2)).containsExactly("GRANT 50 = 50", "BURN -50 = 0");
        assertThat(documents.get(1).lines())
                .filteredOn(line -> line.kind() == LineKind.CREDIT)
                .first()
                .satisfies(line -> {
                    assertThat(line.quantity()).isEqualByComparingTo("50");
                    assertThat(line.steps().get(0).detail()).isEqualTo("12.00 × 50 / 120 units = 5.00");
                    assertThat(line.steps().get(1).detail()).isEqualTo("grant prepaid: 50 − 50 = 0 left");
                });
        stage.api()
                .get("/v1/customers/acme/credit-balances")
                .then()
                .body("items.type", equalTo(List.of("CASH")))
                .body("items.balance", equalTo(List.of("54.00")));
    }

    @Test
    void a_void_document_gives_back_what_it_burned_once() {
        // Given
        CreditStage credit = at("2026-01-01T12:00:00Z");
        credit.grant("purse", CASH.formatted("60", ""));
        credit.stage().activeSchedule("s", "acme", "2026-01-01", "2026-01-31", "base");
        InvoiceRequested document = credit.stage().awaitRequested(1).get(0);
        assertThat(credit.balance("purse")).isEqualTo("11.00");

        // When: the news comes twice
        credit.documentIsVoid(document);
        credit.documentIsVoid(document);

        // Then
        await().until(() -> credit.balance("purse").equals("60.00"));
        credit.documentIsVoid(document);
        credit.grant("other", CASH.formatted("1", ""));
        assertThat(credit.ledger("purse"))
                .containsExactly("GRANT 60.00 = 60.00", "BURN -49.00 = 11.00", "GIVE_BACK 49.00 = 60.00");
    }

    @Test
    void what_is_left_after_the_last_day_expires_by_the_customers_clock_once() {
        // Given: 31 January ends at 18:15 UTC in Kathmandu
        CreditStage credit = at("2026-01-10T00:00:00Z");
        credit.stage().customer("kathmandu", "Asia/Kathmandu");
        credit.grant(
                "short", CASH.formatted("60", ",\"expiresOn\":\"2026-01-31\"").replace("acme", "kathmandu"));

        // When
        credit.stage().clockMovesTo("2026-01-31T18:14:00Z");
        credit.settle();
        String before = credit.read("short").getString("state");
        credit.stage().clockMovesTo("2026-01-31T18:15:00Z");
        await().until(() -> credit.balance("short").equals("0.00"));
        credit.settle();
        settleGrants.execute().await().indefinitely();
        credit.stage().clockMovesTo("2026-03-01T00:00:00Z");
        credit.settle();

        // Then
        assertThat(before).isEqualTo("ACTIVE");
        assertThat(credit.read("short").getString("state")).isEqualTo("EXPIRED");
        assertThat(credit.ledger("short")).containsExactly("GRANT 60.00 = 60.00", "EXPIRY -60.00 = 0.00");
        credit.stage().api().get("/v1/credit-grants?state=EXPIRED").then().body("items.id", equalTo(List.of("short")));
    }

    @Test
    void a_monthly_grant_rolls_over_up_to_its_limit_and_each_run_uses_that_of_its_day() {
        // Given
        CreditStage credit = at("2026-01-01T12:00:00Z");
        credit.stage().flatPrice("seat", "25.00", BillingTiming.IN_ADVANCE);
        credit.grant("monthly", CASH.formatted("30", """
                ,"cost":{"amount":"27","currency":"EUR"},"createInvoice":true,"recurrence":{"frequency":"MONTHLY",
                 "until":"2026-04-01","rollover":{"mode":"UP_TO","amount":"10"}}"""));
        credit.stage().activeSchedule("s", "acme", "2026-01-01", "", "seat");

        // When: four months at one leap
        credit.stage().awaitRequested(2);
        credit.stage().clockMovesTo("2026-04-01T12:00:00Z");
        List<InvoiceRequested> all = credit.stage().awaitRequested(8);
        credit.settle();

        // Then: each month's document is paid by that month's grant, and each grant is billed once
        assertThat(all.stream().filter(document -> document.scheduleId().isPresent()))
                .hasSize(4)
                .allSatisfy(document -> assertThat(credits(document)).containsExactly("monthly -25.00"));
        assertThat(all.stream().filter(document -> document.scheduleId().isEmpty()))
                .hasSize(4)
                .allSatisfy(document -> {
                    assertThat(document.lines()).extracting(RequestedLine::kind).containsExactly(LineKind.GRANT);
                    assertThat(net(document)).isEqualByComparingTo("27");
                })
                .extracting(document -> document.issueDate().toString())
                .containsExactly("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01");
        List<String> series = credit.series("acme");
        assertThat(series).hasSize(4);
        assertThat(credit.ledger(series.get(0)))
                .containsExactly("GRANT 30.00 = 30.00", "BURN -25.00 = 5.00", "ROLLOVER -5.00 = 0.00");
        assertThat(credit.ledger(series.get(1)))
                .containsExactly(
                        "GRANT 30.00 = 30.00",
                        "ROLLOVER 5.00 = 35.00",
                        "BURN -25.00 = 10.00",
                        "ROLLOVER -10.00 = 0.00");
        // 30 + 10 − 25 = 15, of which 10 roll over
        assertThat(credit.ledger(series.get(2)))
                .endsWith("BURN -25.00 = 15.00", "ROLLOVER -10.00 = 5.00", "EXPIRY -5.00 = 0.00");
        assertThat(credit.ledger(series.get(3)))
                .containsExactly("GRANT 30.00 = 30.00", "ROLLOVER 10.00 = 40.00", "BURN -25.00 = 15.00");

        // When: after the last one
        credit.stage().clockMovesTo("2026-05-01T12:00:00Z");
        await().until(() -> credit.balance(series.get(3)).equals("0.00"));
        credit.settle();

        // Then
        assertThat(credit.series("acme")).hasSize(4);
    }

    @Test
    void many_claimers_at_once_spend_a_balance_once() {
        // Given
        CreditStage credit = at("2026-01-10T00:00:00Z");
        BillingStage stage = credit.stage();
        credit.grant("purse", CASH.formatted("100", ",\"effectiveOn\":\"2026-01-01\""));
        int schedules = 10;
        IntStream.range(0, schedules)
                .forEach(index -> stage.draft("crowd" + index, "acme", "2026-01-01", "2026-01-31", "base"));

        // When: beside the service's own loops, four more instances' worth
        CompletableFuture<?>[] claimers = IntStream.range(0, 4)
                .mapToObj(claimer -> CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < 15; round++) {
                        openDueRuns.execute().await().indefinitely();
                        cutRuns.execute().await().indefinitely();
                        settleGrants.execute().await().indefinitely();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        IntStream.range(0, schedules).forEach(index -> stage.activate("crowd" + index));
        CompletableFuture.allOf(claimers).join();
        List<InvoiceRequested> documents = stage.awaitRequested(schedules);
        credit.settle();

        // Then: 49.00 + 49.00 + 2.00
        assertThat(stage.requested()).hasSize(schedules);
        assertThat(documents.stream().flatMap(document -> credits(document).stream()))
                .containsExactlyInAnyOrder("purse -49.00", "purse -49.00", "purse -2.00");
        assertThat(credit.ledger("purse")).hasSize(4).last().isEqualTo("BURN -2.00 = 0.00");
    }

    @Test
    void a_run_that_is_cut_anew_gives_back_and_burns_in_one_step_and_never_burns_twice() {
        // Given
        CreditStage credit = at("2026-01-01T12:00:00Z");
        credit.grant("purse", CASH.formatted("60", ""));
        credit.stage().activeSchedule("s", "acme", "2026-01-01", "2026-01-31", "base");
        InvoiceRequested document = credit.stage().awaitRequested(1).get(0);
        Instant now = document.requestedAt();
        var returned = List.of(new RunCredits.Returned(document.tenant(), document.runId(), "cut anew", now));
        Bill bill = new Bill(
                document.currency(), document.issueDate(), document.lines().subList(0, 1));

        // When
        pool.withTransaction(transaction -> {
                    RunCredits credits = runCredits.within(transaction);
                    return credits.giveBack(returned).chain(() -> credits.burn(List.of(demand(document, 2, bill))));
                })
                .await()
                .indefinitely();

        // Then
        assertThat(credit.ledger("purse"))
                .containsExactly(
                        "GRANT 60.00 = 60.00", "BURN -49.00 = 11.00", "GIVE_BACK 49.00 = 60.00", "BURN -49.00 = 11.00");
        assertThatThrownBy(() -> pool.withTransaction(
                                transaction -> runCredits.within(transaction).burn(List.of(demand(document, 2, bill))))
                        .await()
                        .indefinitely())
                .hasMessageContaining("credit_transactions_burned_once");
        assertThat(credit.balance("purse")).isEqualTo("11.00");
    }

    private static RunCredits.Demand demand(InvoiceRequested document, int revision, Bill bill) {
        return new RunCredits.Demand(
                document.tenant(),
                document.runId(),
                revision,
                document.customer().id(),
                bill,
                document.requestedAt());
    }

    @Test
    void the_ledger_is_only_ever_added_to() {
        // Given
        CreditStage credit = at("2026-01-01T12:00:00Z");
        credit.grant("purse", CASH.formatted("60", ""));
        // Then
        for (String change : List.of("UPDATE credit_transactions SET amount = 1", "DELETE FROM credit_transactions")) {
            assertThatThrownBy(() -> pool.preparedQuery(change + " WHERE tenant = $1")
                            .execute(Tuple.of(credit.stage().tenant().value()))
                            .await()
                            .indefinitely())
                    .hasMessageContaining("only ever added to");
        }
    }

    @Test
    void people_write_into_the_ledger_and_take_grants_back() {
        // Given
        CreditStage credit = at("2026-01-01T12:00:00Z");
        credit.grant("purse", CASH.formatted("60", ",\"recurrence\":{\"frequency\":\"MONTHLY\"}"));
        String path = "/v1/credit-grants/purse/transactions";

        // When: the same request twice
        for (int time = 0; time < 2; time++) {
            credit.stage()
                    .api()
                    .header("Idempotency-Key", "debit-1")
                    .body("{\"amount\":\"-10.50\",\"reason\":\"goodwill taken back\"}")
                    .post(path)
                    .then()
                    .statusCode(201)
                    .header("Location", path + "/2")
                    .header("ETag", "\"2\"")
                    .body("balance", equalTo("49.50"));
        }

        // Then
        assertThat(credit.ledger("purse")).containsExactly("GRANT 60.00 = 60.00", "MANUAL -10.50 = 49.50");
        credit.stage().api().get(path + "/2").then().body("reason", equalTo("goodwill taken back"));
        credit.stage()
                .api()
                .header("If-Match", "\"1\"")
                .body("{\"amount\":\"1\",\"reason\":\"r\"}")
                .post(path)
                .then()
                .statusCode(412);
        credit.stage()
                .api()
                .body("{\"amount\":\"-49.51\",\"reason\":\"r\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/amount"))
                .body("errors[0].detail", containsString("the balance, which is 49.50"));

        // When
        credit.stage()
                .api()
                .post("/v1/credit-grants/purse/void")
                .then()
                .statusCode(200)
                .body("state", equalTo("VOID"));
        credit.stage()
                .api()
                .post("/v1/credit-grants/purse/void")
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"");
        credit.stage().clockMovesTo("2026-03-01T00:00:00Z");
        credit.settle();

        // Then
        assertThat(credit.series("acme")).containsExactly("purse");
        assertThat(credit.ledger("purse")).last().isEqualTo("VOID -49.50 = 0.00");
        credit.stage()
                .api()
                .body("{\"amount\":\"1\",\"reason\":\"r\"}")
                .post(path)
                .then()
                .statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"expiresOn\":\"2025-12-31\" | /expiresOn | must not be before today, 2026-01-01",
                "\"effectiveOn\":\"2026-03-01\",\"expiresOn\":\"2026-02-01\" | /expiresOn | must not be before effectiveOn",
                "\"customerId\":\"nobody\" | /customerId | is not a known customer",
                "\"type\":\"UNITS\",\"currency\":null,\"metricId\":\"nothing\" | /metricId | is not a known metric",
                "\"type\":\"UNITS\",\"currency\":null | /metricId | is required",
                "\"amount\":\"1.005\" | /amount | at most 2 decimals",
                "\"amount\":\"-1\" | /amount | must be above 0",
                "\"amount\":\"0\" | /amount | must be above 0",
                "\"createInvoice\":true | /cost | is required",
                "\"cost\":{\"amount\":\"1.5\",\"currency\":\"JPY\"} | /cost/amount | at most 0 decimals",
                "\"priority\":-1 | /priority | from 0 to 1000",
                "\"recurrence\":{\"frequency\":\"MONTHLY\",\"until\":\"2025-01-01\"} | /recurrence/until | must not be before",
                "\"recurrence\":{\"frequency\":\"MONTHLY\",\"rollover\":{\"mode\":\"UP_TO\"}} | /recurrence/rollover/amount | is required",
                "\"expiresOn\":\"2026-02-01\",\"recurrence\":{\"frequency\":\"MONTHLY\",\"rollover\":{\"mode\":\"ALL\"}} | /expiresOn | left out",
            })
    void a_grant_that_contradicts_itself_is_refused_with_the_mend(String change, String pointer, String mend) {
        CreditStage credit = refusing();
        String body =
                "{\"name\":\"n\",\"amount\":\"1\",\"customerId\":\"acme\",\"type\":\"CASH\",\"currency\":\"EUR\"}";
        for (String field : change.split(",(?=\"(?!until|mode|amount|currency\":\"JPY|rollover))")) {
            String name = field.substring(0, field.indexOf(':'));
            body = body.replaceFirst(name + ":\"[^\"]*\",?", "")
                    .replaceFirst("\\{", "{" + field.replace("$", "\\$") + ",");
        }
        credit.stage()
                .api()
                .body(body.replace(",}", "}"))
                .post("/v1/credit-grants")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of(pointer)))
                .body("errors[0].detail", containsString(mend));
    }

    /** One stage for all refusals, for they leave nothing behind. */
    private static synchronized CreditStage refusing() {
        refusing = Optional.of(refusing.orElseGet(() -> at("2026-01-01T12:00:00Z")));
        return refusing.get();
    }
}
