package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Metrics count what was accepted before they were made, and what is older than the meter's memory counts once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PastScenario {
    private static final int EVENTS = 6_000;
    private static final int LIVE = 2_000;

    @AfterEach
    void everything_is_up_again() {
        SharedStack.heal();
    }

    private static String event(int id, int tokens) {
        return """
                {"id":"e-%d","type":"llm.request","subject":"customer-%d","time":"2027-05-%02dT10:00:00Z","data":{"tokens":%d}}""".formatted(id, id % 7, 1 + id % 28, tokens);
    }

    private static List<String> events(int from, int to, int tokens) {
        List<String> events = new ArrayList<>();
        for (int id = from; id < to; id++) {
            events.add(event(id, tokens));
        }
        return events;
    }

    private static long sum(Tenant tenant, String metric) {
        long sum = 0;
        for (int customer = 0; customer < 7; customer++) {
            sum += tenant.usage(metric, "customer-" + customer, "2027-05-01", "2027-05-31")
                    .path("value")
                    .asLong();
        }
        return sum;
    }

    @Test
    void a_metric_made_after_the_events_counts_all_of_them_once_while_others_come_and_services_die() {
        // Given
        Tenant tenant = SharedStack.newTenant("past");
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.send(events(0, EVENTS, 1));
        // a hundred corrected from 1 to 10, fifty voided: 6,000 + 100 x 9 - 50
        tenant.send(events(0, 100, 10));
        for (int id = 1_000; id < 1_050; id++) {
            assertThat(tenant.api()
                            .delete("/v1/events/customer-" + id % 7 + "/e-" + id)
                            .status())
                    .isEqualTo(202);
        }
        // When
        tenant.create("/v1/metrics", """
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        CompletableFuture<Void> live = CompletableFuture.runAsync(() -> tenant.send(events(EVENTS, EVENTS + LIVE, 1)));
        SharedStack.kill(SharedStack.METRICS);
        SharedStack.restart(SharedStack.METRICS);
        SharedStack.kill(SharedStack.INGEST);
        SharedStack.restart(SharedStack.INGEST);
        // what the new metric may or may not have counted yet is corrected and voided, and restored
        tenant.send(events(200, 300, 10));
        tenant.api().delete("/v1/events/customer-" + 400 % 7 + "/e-400");
        tenant.api().postOk("/v1/events/customer-" + 1_000 % 7 + "/e-1000/restore", "");
        live.join();
        // Then
        Tenant.eventually(() -> assertThat(
                        tenant.api().getOk("/v1/metrics/tokens").path("state").asText())
                .isEqualTo("READY"));
        // 6,000 + 900 - 50 + 2,000 + 900 - 1 + 1
        Tenant.eventually(() -> assertThat(sum(tenant, "tokens")).isEqualTo(9_750));
    }

    @Test
    void a_changed_metric_answers_as_before_until_the_new_version_has_counted_the_past() {
        // Given
        Tenant tenant = SharedStack.newTenant("versions");
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.createMetrics("""
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        tenant.send(events(0, 700, 2));
        Tenant.eventually(() -> assertThat(sum(tenant, "tokens")).isEqualTo(1_400));
        // When
        tenant.api().put("/v1/metrics/tokens", """
                {"name":"Tokens","eventType":"llm.request","aggregation":"COUNT"}""");
        // Then
        List<Long> seen = new ArrayList<>();
        Tenant.eventually(() -> {
            long sum = sum(tenant, "tokens");
            seen.add(sum);
            assertThat(sum).isEqualTo(700);
        });
        // each customer's version changes by itself while the seven are asked one after the other
        assertThat(seen).allMatch(sum -> sum >= 700 && sum <= 1_400);
        JsonNode metric = tenant.api().getOk("/v1/metrics/tokens");
        assertThat(metric.path("state").asText()).isEqualTo("READY");
        assertThat(metric.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void a_file_of_history_sent_again_doubles_nothing_and_can_be_corrected_and_voided() {
        // Given
        Tenant tenant = SharedStack.newTenant("history");
        tenant.moveClockTo("2028-01-15T00:00:00Z");
        tenant.createMetrics("""
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        tenant.send(events(0, 1_400, 1));
        Tenant.eventually(() -> assertThat(sum(tenant, "tokens")).isEqualTo(1_400));
        // When
        tenant.send(events(0, 1_400, 1));
        tenant.send(events(0, 100, 3));
        tenant.api().delete("/v1/events/customer-" + 700 % 7 + "/e-700");
        // Then
        // 1,400 + 100 x 2 - 1
        Tenant.eventually(() -> assertThat(sum(tenant, "tokens")).isEqualTo(1_599));
        JsonNode history = tenant.api().getOk("/v1/events/customer-0/e-0");
        assertThat(history.toString()).contains("SUPERSEDED").contains("COUNTED");
    }
}
