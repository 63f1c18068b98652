package io.tallyhouse.billing.schedule.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.schedule.ScheduleDraft;
import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.DocumentTerms.Attachment;
import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleOptions.LateUsage;
import io.tallyhouse.contracts.billing.ScheduleOptions.Renewal;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScheduleBodyTest {
    private static final String HEAD = """
            "customerId":"acme","startDate":"2026-01-01","endDate":"2026-12-31","billingDay":1,"currency":"EUR",
            """;

    private static ScheduleBody read(String fields) {
        return ScheduleBody.read(JsonInput.parse(("{" + HEAD + fields + "}").getBytes(StandardCharsets.UTF_8)));
    }

    /** One phase with prices a and b, and these fields. */
    private static String phase(String fields) {
        return "\"phases\":[{\"startDate\":\"2026-01-01\",\"priceIds\":[\"a\",\"b\"]," + fields + "}]";
    }

    @Test
    void every_field_is_kept() {
        ScheduleDraft draft = read("""
                "purchaseOrderNumber":"PO-7","reference":"R1","memo":"Thank you","dueDays":14,
                "attachments":[{"name":"contract","url":"https://example.com/c.pdf"}],"rollUp":"AGGREGATE",
                "proration":"SECONDS","lateUsage":{"policy":"CREDIT","threshold":"5.00"},
                "renewal":{"months":12,"upliftPercent":"3.5"},
                "phases":[{"name":"Trial","startDate":"2026-01-01","priceIds":["a"],"recurrence":"RESET",
                  "endDate":"2026-12-31","uplift":"1.10",
                  "discounts":[{"type":"PERCENTAGE","value":"10.0","message":"Welcome","priceIds":["a"],
                    "separateLine":true,"seats":"OVERAGE","from":"2026-02-01","to":"2026-02-28"}],
                  "minimums":[{"amount":"100"}],"maximums":[{"amount":"900","priceIds":["a"]}]}]""").request().draft().orElseThrow();

        assertThat(draft.options())
                .isEqualTo(new ScheduleOptions(
                        new DocumentTerms(
                                Optional.of("PO-7"),
                                Optional.of("R1"),
                                Optional.of("Thank you"),
                                Optional.of(14),
                                List.of(new Attachment("contract", "https://example.com/c.pdf"))),
                        ScheduleOptions.RollUp.AGGREGATE,
                        ScheduleOptions.Proration.SECONDS,
                        new LateUsage(LateUsage.Policy.CREDIT, new BigDecimal("5")),
                        Optional.of(new Renewal(12, new BigDecimal("3.5")))));
        assertThat(draft.phases()).singleElement().satisfies(phase -> {
            assertThat(phase.name()).contains("Trial");
            assertThat(phase.recurrence()).isEqualTo(Recurrence.RESET);
            assertThat(phase.uplift()).contains(new BigDecimal("1.1"));
            assertThat(phase.discounts())
                    .containsExactly(new PhaseDiscount(
                            PhaseDiscount.Type.PERCENTAGE,
                            BigDecimal.TEN,
                            Optional.of("Welcome"),
                            List.of(new PriceId("a")),
                            true,
                            SeatScope.OVERAGE,
                            Optional.of(LocalDate.of(2026, 2, 1)),
                            Optional.of(LocalDate.of(2026, 2, 28))));
            assertThat(phase.minimums()).containsExactly(new PhaseBound(new BigDecimal("100"), List.of()));
        });
    }

    @Test
    void phases_after_a_milestone_have_lengths_and_wait_for_it() {
        ScheduleDraft draft = read("""
                "phases":[{"startDate":"2026-01-01","endDate":"2026-01-31","priceIds":["a"]},
                  {"startDate":"2026-02-01","milestone":true,"priceIds":["a"]},
                  {"months":3,"priceIds":["b"]},{"priceIds":["c"]}]""").request().draft().orElseThrow();

        assertThat(draft.phases()).hasSize(2);
        assertThat(draft.withEndedLastPhase().phases().get(1).endDate()).isEmpty();
        assertThat(draft.pendingPhases())
                .extracting(pending -> pending.months())
                .containsExactly(Optional.of(3), Optional.empty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "discounts":[{"type":"PERCENTAGE","value":"100.5"}]  | /phases/0/discounts/0/value | 0 to 100
            "discounts":[{"type":"PERCENTAGE","value":"-1"}]     | /phases/0/discounts/0/value | 0 to 100
            "discounts":[{"type":"NOMINAL","value":"-5"}]        | /phases/0/discounts/0/value | negative
            "discounts":[{"type":"NOMINAL","value":"5.005"}]     | /phases/0/discounts/0/value | 2 decimals
            "discounts":[{"type":"FREE_UNITS","value":"-1"}]     | /phases/0/discounts/0/value | negative
            "discounts":[{"type":"NOMINAL","value":"5","priceIds":["c"]}] | /phases/0/discounts/0/priceIds/0 | not among
            "discounts":[{"type":"NOMINAL","value":"5","from":"2026-03-02","to":"2026-03-01"}] | /phases/0/discounts/0/from | after to
            "discounts":[{"type":"GIFT","value":"5"}]            | /phases/0/discounts/0/type  | one of
            "minimums":[{"amount":"-1"}]                         | /phases/0/minimums/0/amount | negative
            "minimums":[{"amount":"1.001"}]                      | /phases/0/minimums/0/amount | 2 decimals
            "maximums":[{"amount":"10","priceIds":["c"]}]        | /phases/0/maximums/0/priceIds/0 | not among
            "minimums":[{"amount":"100","priceIds":["b","a"]}],"maximums":[{"amount":"99","priceIds":["a","b"]}] | /phases/0/maximums/0/amount | below the minimum
            "uplift":"0"                                         | /phases/0/uplift | positive
            "months":3                                           | /phases/0/months | left out
            "recurrence":"SOMETIMES"                             | /phases/0/recurrence | one of
            """)
    void a_fault_of_a_phase_is_told_with_its_pointer_and_mend(String fields, String pointer, String mend) {
        assertThat(read(phase(fields)).request().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).contains(mend);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "dueDays":366 | /dueDays
            "lateUsage":{"policy":"ADJUST","threshold":"-1"} | /lateUsage/threshold
            "lateUsage":{"policy":"ADJUST","threshold":"0.001"} | /lateUsage/threshold
            "lateUsage":{} | /lateUsage/policy
            "renewal":{"months":0} | /renewal/months
            "renewal":{"months":1,"upliftPercent":"-1"} | /renewal/upliftPercent
            "rollUp":"SOME" | /rollUp
            "attachments":[{"name":"a","url":"file:///etc/passwd"}] | /attachments/0/url
            "memo":"" | /memo
            """)
    void a_fault_of_an_option_is_told_with_its_pointer(String fields, String pointer) {
        assertThat(read(phase("\"name\":\"n\"") + "," + fields).request().faults())
                .extracting(Violation::pointer)
                .containsExactly(pointer);
    }

    @Test
    void phases_around_a_milestone_that_contradict_it_are_refused() {
        assertThat(read("""
                "phases":[{"startDate":"2026-01-01","endDate":"2026-03-31","milestone":true,"priceIds":["a"]},
                  {"startDate":"2026-04-01","milestone":true,"priceIds":["a"]},
                  {"startDate":"2026-05-01","priceIds":["b"]},{"months":2,"priceIds":["c"]}]""").request().faults())
                .extracting(Violation::pointer)
                .containsExactly("/phases/0/endDate", "/phases/2/startDate", "/phases/2/months", "/phases/3/months");
    }

    @Test
    void a_renewal_without_an_end_is_refused() {
        String json = "{" + HEAD.replace("\"endDate\":\"2026-12-31\",", "") + phase("\"name\":\"n\"")
                + ",\"renewal\":{\"months\":12}}";

        assertThat(ScheduleBody.read(JsonInput.parse(json.getBytes(StandardCharsets.UTF_8)))
                        .request()
                        .faults())
                .extracting(Violation::pointer)
                .containsExactly("/renewal");
    }
}
