package io.tallyhouse.billing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.period.BillingCalendar;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calendar, measuring and rating together, against a second reckoning that walks through the days and counts on fingers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContractDifferenceTest {
    private static final int CONTRACTS = 2_500;
    private static final MetricRecord SUM = metric("sum", Aggregation.SUM, Optional.of("v"));
    private static final MetricRecord GAUGE = metric("gauge", Aggregation.GAUGE, Optional.of("total"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void both_raters_make_the_same_invoices_of_2_500_contracts(long portion) {
        for (long contract = 0; contract < CONTRACTS; contract++) {
            long seed = portion * CONTRACTS + contract;
            RandomContract random = RandomContract.of(seed, SUM, GAUGE);

            assertThat(invoices(random)).as("contract %s", seed).isEqualTo(new SlowContract(random).invoices());
        }
    }

    private static List<String> invoices(RandomContract contract) {
        RateRun rateRun = new RateRun(new MeasureCharge(contract.usage()));
        Billed billed = new Billed(
                RollUp.NONE, List.of(new Billed.Member("acme", "Acme", List.of(SubjectSpan.always("acme")))));
        BillingCalendar calendar = ScheduleCalendar.of(contract.schedule(), contract.terms());
        List<String> told = new ArrayList<>();
        calendar.plansThrough(contract.schedule().endDate().orElseThrow().plusDays(1))
                .forEach(plan -> {
                    List<RequestedLine> lines = rateRun.execute(plan, contract.schedule(), contract.terms(), billed)
                            .await()
                            .indefinitely();
                    List<String> charges = lines.stream()
                            .filter(line -> line.kind() == LineKind.CHARGE)
                            .map(line -> line.net().toPlainString())
                            .toList();
                    BigDecimal total = lines.stream().map(RequestedLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
                    told.add(plan.invoiceDate() + ": " + String.join(" ", charges) + " = " + total.toPlainString());
                });
        return told;
    }

    private static MetricRecord metric(String id, Aggregation aggregation, Optional<String> property) {
        return new MetricRecord(
                id,
                false,
                new MetricDefinition(
                        new TenantId("t"),
                        new MetricId(id),
                        1,
                        "event",
                        aggregation,
                        property,
                        List.of(),
                        List.of(),
                        MetricDefinition.SLOT_MINUTES_DEFAULT),
                Instant.EPOCH);
    }
}
