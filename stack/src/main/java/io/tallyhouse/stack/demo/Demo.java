package io.tallyhouse.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.StackException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Loads the sample, sends its usage, finalises its invoices and checks them. Running it again changes nothing. */
public final class Demo {
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final ApiClient api;
    private final Consumer<String> progress;
    private final Path pdfFolder;
    private final Instant now;
    private final YearMonth first;

    public Demo(ApiClient api, Consumer<String> progress, Path pdfFolder) {
        this.api = api;
        this.progress = progress;
        this.pdfFolder = pdfFolder;
        this.now = Instant.parse(api.getOk("/v1/test-clock").path("now").asText());
        this.first = YearMonth.from(now.atZone(ZoneOffset.UTC)).minusMonths(2);
    }

    /**
     * @param show takes the summary, a format string of gateway and access key
     * @return whether every invoice came to what was expected
     */
    public boolean run(Consumer<String> show) {
        createCatalogue();
        await("the meter to take up the metrics", this::metricsAreReady);
        Map<DemoCustomer, List<DemoEvent>> events = sendUsage();
        startSchedules();
        Map<DemoCustomer, Map<LocalDate, BigDecimal>> expected = new LinkedHashMap<>();
        events.forEach((customer, sent) -> expected.put(customer, Expectation.invoices(customer, sent, first, now)));
        await(
                "the past invoices",
                () -> expected.entrySet().stream()
                        .allMatch(entry -> invoices(entry.getKey())
                                .keySet()
                                .containsAll(entry.getValue().keySet())));
        finaliseDrafts();
        DemoSummary summary = new DemoSummary();
        boolean confirmed = true;
        for (DemoCustomer customer : DemoCustomer.ALL) {
            Map<LocalDate, BigDecimal> due = expected.getOrDefault(customer, Map.of());
            summary.customer(customer, events.getOrDefault(customer, List.of()), usage(customer));
            confirmed &= check(customer, due, summary);
        }
        show.accept(summary.text(pdfFolder, first, confirmed));
        return confirmed;
    }

    private void createCatalogue() {
        progress.accept("creating customers, products, metrics and prices");
        DemoCatalogue.requests(first).forEach((path, bodies) -> bodies.forEach(body -> createOnce(path, body)));
    }

    /** A second demo finds what the first has made. */
    private void createOnce(String path, String body) {
        ApiClient.Answer answer = api.post(path, body);
        boolean exists =
                answer.status() == 409 && answer.json().path("type").asText().endsWith("duplicate-id");
        if (answer.status() != 201 && !exists) {
            throw new StackException("POST " + path + " answered " + answer.status() + ": " + answer.text());
        }
    }

    private boolean metricsAreReady() {
        return DemoCatalogue.METRICS.stream()
                .allMatch(metric -> api.getOk("/v1/metrics/" + metric)
                        .path("state")
                        .asText()
                        .equals("READY"));
    }

    private Map<DemoCustomer, List<DemoEvent>> sendUsage() {
        Map<DemoCustomer, List<DemoEvent>> sent = new LinkedHashMap<>();
        for (DemoCustomer customer : DemoCustomer.ALL) {
            List<DemoEvent> events = DemoUsage.events(customer, customer.id(first.toString()), first.atDay(1), now);
            for (int from = 0; from < events.size(); from += BATCH) {
                String batch = events.subList(from, Math.min(from + BATCH, events.size())).stream()
                        .map(DemoEvent::json)
                        .collect(Collectors.joining(",", "[", "]"));
                JsonNode answer = api.postOk("/v1/events", batch);
                if (!answer.path("errors").isEmpty()) {
                    throw new StackException("events were refused: " + answer);
                }
            }
            progress.accept("sent " + events.size() + " events of " + customer.legalName());
            sent.put(customer, events);
        }
        return sent;
    }

    private void startSchedules() {
        progress.accept("starting schedules two months back");
        for (DemoCustomer customer : DemoCustomer.ALL) {
            createOnce("/v1/schedules", DemoCatalogue.schedule(customer, first));
            api.postOk("/v1/schedules/" + customer.id(first.toString()) + "/activate", "");
        }
    }

    /** The customer's invoices by issue date. */
    private Map<LocalDate, JsonNode> invoices(DemoCustomer customer) {
        Map<LocalDate, JsonNode> invoices = new TreeMap<>();
        JsonNode page = api.getOk("/v1/invoices?limit=100&customerId=" + customer.id(first.toString()));
        page.path("items").forEach(invoice -> {
            if (!invoice.path("status").asText().equals("VOIDED")) {
                invoices.put(LocalDate.parse(invoice.path("issueDate").asText()), invoice);
            }
        });
        return invoices;
    }

    private void finaliseDrafts() {
        progress.accept("finalising invoices");
        for (DemoCustomer customer : DemoCustomer.ALL) {
            for (JsonNode invoice : invoices(customer).values()) {
                if (invoice.path("status").asText().equals("DRAFT")) {
                    api.postOk("/v1/invoices/" + invoice.path("id").asText() + "/finalise", "");
                }
            }
        }
    }

    private Map<String, String> usage(DemoCustomer customer) {
        Map<String, String> usage = new LinkedHashMap<>();
        for (String metric : DemoCatalogue.METRICS) {
            String path = "/v1/metrics/%s/usage?customer=%s&from=%s&to=%s&timeZone=%s&granularity=TOTAL"
                    .formatted(
                            metric,
                            customer.id(first.toString()),
                            first.atDay(1),
                            now.atZone(customer.zone()).toLocalDate(),
                            customer.zone().getId().replace("/", "%2F"));
            usage.put(metric, api.getOk(path).path("value").asText());
        }
        return usage;
    }

    private boolean check(DemoCustomer customer, Map<LocalDate, BigDecimal> due, DemoSummary summary) {
        boolean confirmed = true;
        Map<LocalDate, JsonNode> made = invoices(customer);
        for (Map.Entry<LocalDate, BigDecimal> entry : due.entrySet()) {
            JsonNode invoice = made.get(entry.getKey());
            boolean agrees = invoice != null
                    && invoice.path("status").asText().equals("FINAL")
                    && new BigDecimal(invoice.path("netTotal").asText()).compareTo(entry.getValue()) == 0;
            confirmed &= agrees;
            if (invoice != null) {
                summary.invoice(customer, invoice, entry.getValue(), agrees);
                savePdf(invoice);
            }
        }
        return confirmed && made.keySet().equals(due.keySet());
    }

    private void savePdf(JsonNode invoice) {
        ApiClient.Answer pdf = api.get("/v1/invoices/" + invoice.path("id").asText() + "/pdf");
        if (pdf.status() != 200) {
            throw new StackException("the PDF of " + invoice.path("number").asText() + " answered " + pdf.status());
        }
        try {
            Files.write(pdfFolder.resolve(invoice.path("number").asText() + ".pdf"), pdf.body());
        } catch (IOException e) {
            throw new StackException("cannot write to " + pdfFolder + ": " + e.getMessage(), e);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        progress.accept("waiting for " + what);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new StackException("waited " + PATIENCE.toSeconds() + " s in vain for " + what
                        + "; ./tallyhouse doctor looks why" + unfinishedRuns());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("interrupted while waiting for " + what);
            }
        }
    }

    private String unfinishedRuns() {
        List<String> waiting = new ArrayList<>();
        Set<String> done = Set.of("DONE");
        api.getOk("/v1/billing-runs?limit=100").path("items").forEach(run -> {
            if (!done.contains(run.path("status").asText())) {
                waiting.add(run.toString());
            }
        });
        return waiting.isEmpty() ? "" : "; runs not done: " + waiting;
    }
}
