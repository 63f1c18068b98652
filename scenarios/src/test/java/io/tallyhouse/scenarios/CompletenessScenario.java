package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * An invoice waits for every event that was accepted before it became due, and for no other. Three customers: {@code
 * late} has an event that the meter does not take up in time, {@code flat} pays a fee only although its partition is the
 * same, and {@code other} pays for usage in another partition.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompletenessScenario {
    /** As the stack makes them. */
    private static final int PARTITIONS = 8;

    private Tenant tenant;
    private int partition;
    private String late;
    private String flat;
    private String other;

    @BeforeEach
    void three_customers_in_the_middle_of_march() {
        tenant = SharedStack.newTenant("complete");
        late = "late-1";
        partition = partitionOf(late);
        flat = first("flat", found -> found == partition);
        other = first("other", found -> found != partition);
        tenant.moveClockTo("2027-03-15T12:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
        tenant.product("p");
        tenant.fee("fee", "IN_ARREARS", "49.00");
        tenant.usagePrice("per-call", "calls", "{\"model\":\"UNIT\",\"unitPrice\":\"0.50\"}");
        List.of(late, flat, other).forEach(customer -> tenant.customer(customer, "UTC"));
        tenant.startSchedule(late, Tenant.open("2027-03-01", "per-call"));
        tenant.startSchedule(flat, Tenant.open("2027-03-01", "fee"));
        tenant.startSchedule(other, Tenant.open("2027-03-01", "per-call"));
        tenant.send(List.of(call(late, 1), call(other, 1)));
        awaitCalls(late);
        awaitCalls(other);
    }

    @AfterEach
    void everything_is_up_again() {
        SharedStack.heal();
    }

    @Test
    void an_invoice_waits_for_the_events_accepted_before_it_was_due_and_holds_back_nobody_else() {
        // Given
        SharedStack.pauseMeter();
        tenant.send(List.of(call(late, 2), call(late, 3)));
        // When
        tenant.moveClockTo("2027-04-01T00:00:00Z");
        JsonNode billedForFee = tenant.awaitInvoices(flat, 1).get(0);
        JsonNode billedForUsage = tenant.awaitInvoices(other, 1).get(0);
        // Then
        assertThat(billedForFee.path("grossTotal").asText()).isEqualTo("49.00");
        assertThat(billedForUsage.path("grossTotal").asText()).isEqualTo("0.50");
        assertWaitsForTheMeter();
        assertThat(tenant.invoices(late)).isEmpty();
        assertThat(tenant.clockStatus()).isEqualTo("ADVANCING");
        // When
        SharedStack.resumeMeter();
        JsonNode billedLate = tenant.awaitInvoices(late, 1).get(0);
        // Then
        assertThat(billedLate.path("grossTotal").asText()).isEqualTo("1.50"); // 3 × 0.50
        assertThat(billedLate.path("lines").path(0).path("proof").path("events").asInt())
                .isEqualTo(3);
        tenant.awaitClockReady();
        assertThat(tenant.runs(late))
                .singleElement()
                .satisfies(run -> assertThat(run.path("waitingFor")).isEmpty());
    }

    @Test
    void a_run_waits_out_a_killed_meter_and_a_restart_of_billing() {
        // Given
        SharedStack.pauseMeter();
        tenant.send(List.of(call(late, 2)));
        SharedStack.kill(SharedStack.METRICS);
        // When
        tenant.moveClockTo("2027-04-01T00:00:00Z");
        tenant.awaitInvoices(other, 1);
        SharedStack.kill(SharedStack.BILLING);
        SharedStack.restart(SharedStack.BILLING);
        // Then
        Tenant.eventually(this::assertWaitsForTheMeter);
        assertThat(tenant.invoices(late)).isEmpty();
        // When
        SharedStack.restart(SharedStack.METRICS);
        // Then
        assertThat(tenant.awaitInvoices(late, 1).get(0).path("grossTotal").asText())
                .isEqualTo("1.00"); // 2 × 0.50
        tenant.awaitClockReady();
    }

    private void assertWaitsForTheMeter() {
        assertThat(tenant.runs(late)).singleElement().satisfies(run -> {
            assertThat(run.path("status").asText()).isEqualTo("WAITING");
            assertThat(run.path("waitingFor")).singleElement().satisfies(waiting -> {
                assertThat(waiting.path("what").asText()).isEqualTo("METER");
                assertThat(waiting.path("partition").asInt()).isEqualTo(partition);
                assertThat(waiting.path("position").asLong())
                        .isLessThan(waiting.path("needed").asLong());
                assertThat(waiting.path("detail").asText()).contains("partition " + partition);
            });
        });
    }

    private void awaitCalls(String customer) {
        Tenant.eventually(() -> assertThat(tenant.usage("calls", customer, "2027-03-01", "2027-03-31")
                        .path("value")
                        .asText())
                .isEqualTo("1"));
    }

    private String first(String name, IntPredicate wanted) {
        return IntStream.range(1, 1_000)
                .mapToObj(number -> name + "-" + number)
                .filter(customer -> wanted.test(partitionOf(customer)))
                .findFirst()
                .orElseThrow();
    }

    private int partitionOf(String customer) {
        return Partitioner.partition(Topics.usageKey(new TenantId(tenant.id()), customer), PARTITIONS);
    }

    private static String call(String customer, int id) {
        return """
                {"id":"%d","type":"call","subject":"%s","time":"2027-03-10T08:00:00Z"}""".formatted(id, customer);
    }
}
