package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * 20,000 identities of five customers, sent in batches of 100 with duplicates, corrections and voids among them, while
 * one service after the other is killed as by kill -9 and started again. What is counted and billed is reckoned here,
 * from what was meant, and is exact to the unit.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MainPathFaultsScenario {
    private static final int EVENTS = 20_000;
    private static final int BATCH = 100;
    private static final int CORRECTIONS_AFTER = 500;
    private static final int VOIDS = 25;
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech", "kaveri", "umbrella");

    private static final List<String> KILLED =
            List.of(SharedStack.METRICS, SharedStack.INGEST, SharedStack.BILLING, SharedStack.METRICS);

    private final Random random = new Random(20_271_101);

    @AfterEach
    void everything_is_up_again() {
        SharedStack.heal();
    }

    /** What an identity is meant to count, in the end. */
    private record Meant(int id, String customer, int day, int tokens) {
        String json(int tokensSent) {
            return """
                    {"id":"e-%d","type":"llm.request","subject":"%s","time":"2027-05-%02dT%02d:30:00Z","data":{"tokens":%d}}""".formatted(id, customer, day, id % 24, tokensSent);
        }
    }

    @Test
    void totals_and_invoices_are_exact_whatever_is_killed_in_the_middle_of_a_load() {
        // Given
        Tenant tenant = SharedStack.newTenant("faults");
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        catalogue(tenant);
        List<Meant> meant = meant();
        List<Meant> voided = meant.subList(0, VOIDS);
        List<List<String>> batches = batches(meant);
        // When
        int part = batches.size() / KILLED.size() + 1;
        for (int index = 0; index < KILLED.size(); index++) {
            int end = Math.min((index + 1) * part, batches.size());
            sendWhileKilled(tenant, batches.subList(index * part, end), KILLED.get(index));
        }
        voided.forEach(event -> assertThat(tenant.api()
                        .delete("/v1/events/" + event.customer() + "/e-" + event.id())
                        .status())
                .isEqualTo(202));
        tenant.moveClockTo("2027-06-01T00:00:00Z");
        SharedStack.kill(SharedStack.BILLING);
        SharedStack.restart(SharedStack.BILLING);
        tenant.awaitClockReady();
        // Then
        List<Meant> counted = meant.subList(VOIDS, EVENTS);
        assertThat(usage(tenant)).isEqualTo(expectedUsage(counted));
        assertThat(invoices(tenant)).isEqualTo(expectedInvoices(counted));
    }

    private static void sendWhileKilled(Tenant tenant, List<List<String>> batches, String service) {
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> batches.forEach(batch -> {
            tenant.sendBatch(batch);
            sent.incrementAndGet();
        }));
        await().atMost(Tenant.PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> sent.get() > 1);
        assertThat(load).as("the load goes on while %s is killed", service).isNotDone();
        SharedStack.kill(service);
        SharedStack.restart(service);
        load.join();
    }

    private static void catalogue(Tenant tenant) {
        tenant.createMetrics("""
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""", """
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""", """
                {"id":"largest","name":"Largest","eventType":"llm.request","aggregation":"MAX","property":"tokens"}""");
        tenant.product("p");
        tenant.usagePrice("per-request", "requests", "{\"model\":\"UNIT\",\"unitPrice\":\"0.01\"}");
        tenant.usagePrice("per-token", "tokens", """
                {"model":"GRADUATED","tiers":[{"upTo":"1000000","unitPrice":"0.00003"},{"unitPrice":"0.00002"}]}""");
        for (String customer : CUSTOMERS) {
            tenant.customer(customer, "UTC");
            tenant.startSchedule(customer, Tenant.open("2027-05-01", "per-request", "per-token"));
        }
    }

    private List<Meant> meant() {
        return IntStream.range(0, EVENTS)
                .mapToObj(id -> new Meant(
                        id,
                        CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
                        1 + random.nextInt(31),
                        1 + random.nextInt(999)))
                .toList();
    }

    /** Of twenty events one is sent twice, and one with a wrong number before the right one. */
    private List<List<String>> batches(List<Meant> meant) {
        List<String> sent = new ArrayList<>();
        List<String> corrections = new ArrayList<>();
        for (Meant event : meant) {
            boolean wrongFirst = event.id() % 20 == 7;
            sent.add(event.json(wrongFirst ? 5_000 : event.tokens()));
            if (wrongFirst || event.id() % 20 == 3) {
                corrections.add(event.json(event.tokens()));
            }
            if (corrections.size() == CORRECTIONS_AFTER) {
                sent.addAll(corrections);
                corrections.clear();
            }
        }
        sent.addAll(corrections);
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < sent.size(); from += BATCH) {
            batches.add(sent.subList(from, Math.min(from + BATCH, sent.size())));
        }
        return batches;
    }

    /** Requests, tokens and the largest number of tokens by customer, as the usage query has them. */
    private static Map<String, String> usage(Tenant tenant) {
        Map<String, String> usage = new TreeMap<>();
        for (String customer : CUSTOMERS) {
            for (String metric : List.of("requests", "tokens", "largest")) {
                JsonNode answer = tenant.usage(metric, customer, "2027-05-01", "2027-05-31");
                usage.put(
                        customer + " " + metric,
                        answer.path("value").asText() + " of "
                                + answer.path("events").asLong());
            }
        }
        return usage;
    }

    private static Map<String, String> expectedUsage(List<Meant> counted) {
        Map<String, String> usage = new TreeMap<>();
        for (String customer : CUSTOMERS) {
            List<Meant> own = of(customer, counted);
            int largest = own.stream().mapToInt(Meant::tokens).max().orElseThrow();
            usage.put(customer + " requests", own.size() + " of " + own.size());
            usage.put(customer + " tokens", tokens(own) + " of " + own.size());
            usage.put(customer + " largest", largest + " of " + own.size());
        }
        return usage;
    }

    private static Map<String, Set<String>> invoices(Tenant tenant) {
        Map<String, Set<String>> nets = new TreeMap<>();
        for (String customer : CUSTOMERS) {
            JsonNode invoice = tenant.awaitInvoices(customer, 1).get(0);
            Set<String> lines = new LinkedHashSet<>();
            invoice.path("lines")
                    .forEach(line -> lines.add(line.path("quantity").asText() + " "
                            + line.path("priceId").asText()
                            + " " + line.path("net").asText() + " of "
                            + line.path("proof").path("events").asLong()));
            nets.put(customer, lines);
        }
        return nets;
    }

    /** Each request at 0.01; tokens at 0.00003, from the millionth on at 0.00002. */
    private static Map<String, Set<String>> expectedInvoices(List<Meant> counted) {
        Map<String, Set<String>> nets = new TreeMap<>();
        for (String customer : CUSTOMERS) {
            List<Meant> own = of(customer, counted);
            int requests = own.size();
            long tokens = tokens(own);
            BigDecimal below = new BigDecimal("0.00003").multiply(BigDecimal.valueOf(Math.min(tokens, 1_000_000)));
            BigDecimal above = new BigDecimal("0.00002").multiply(BigDecimal.valueOf(Math.max(tokens - 1_000_000, 0)));
            nets.put(
                    customer,
                    Set.of(
                            requests + " per-request " + BigDecimal.valueOf(requests, 2) + " of " + requests,
                            tokens + " per-token " + below.add(above).setScale(2, RoundingMode.HALF_UP) + " of "
                                    + requests));
        }
        return nets;
    }

    private static List<Meant> of(String customer, List<Meant> events) {
        return events.stream()
                .filter(event -> event.customer().equals(customer))
                .toList();
    }

    private static long tokens(List<Meant> events) {
        return events.stream().mapToLong(Meant::tokens).sum();
    }
}
