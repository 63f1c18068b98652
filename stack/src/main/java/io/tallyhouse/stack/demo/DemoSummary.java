package io.tallyhouse.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** What the demo shows at its end. */
final class DemoSummary {
    private final StringBuilder customers = new StringBuilder();
    private final StringBuilder invoices = new StringBuilder();

    void customer(DemoCustomer customer, List<DemoEvent> events, Map<String, String> usage) {
        customers.append("  %-24s %-17s %7d events   %9s requests  %12s context  %10s generated tokens%n"
                .formatted(
                        customer.legalName(),
                        customer.zone(),
                        events.size(),
                        usage.get(DemoCatalogue.METRICS.get(0)),
                        usage.get(DemoCatalogue.METRICS.get(1)),
                        usage.get(DemoCatalogue.METRICS.get(2))));
    }

    void invoice(DemoCustomer customer, JsonNode invoice, BigDecimal expected, boolean agrees) {
        invoices.append("  %-15s %-24s %s  %10s %s   own reckoning %10s  %s%n"
                .formatted(
                        invoice.path("number").asText("-"),
                        customer.legalName(),
                        invoice.path("issueDate").asText(),
                        invoice.path("grossTotal").asText(),
                        invoice.path("currency").asText(),
                        expected,
                        agrees ? "agrees" : "DIFFERS"));
    }

    /** A format string that still wants the gateway and the access key. */
    String text(Path pdfs, YearMonth first, boolean confirmed) {
        String verdict = confirmed
                ? "Every invoice comes to what an independent calculation expects."
                : "NOT every invoice comes to what an independent calculation expects.";
        return """

                Customers and usage since %s
                %s
                Invoices
                %s
                %s
                PDFs: %s

                Gateway    %%1$s
                Access key %%2$s   (sandbox tenant "default")

                  curl -H 'Authorization: Bearer %%2$s' '%%1$s/v1/invoices?limit=3'
                  curl -H 'Authorization: Bearer %%2$s' '%%1$s/v1/metrics/llm-requests/usage?customer=acme-%s&from=%s&to=%s&timeZone=UTC&granularity=DAY'
                  curl -H 'Authorization: Bearer %%2$s' -H 'Content-Type: application/json' '%%1$s/v1/events' -d '{"id":"my-first","type":"llm.request","subject":"acme-%s","data":{"context_tokens":120,"generated_tokens":8}}'

                The stack keeps running; ./tallyhouse down stops it.
                """.formatted(
                        first.atDay(1),
                        customers.toString().replace("%", "%%"),
                        invoices.toString().replace("%", "%%"),
                        verdict,
                        pdfs,
                        first,
                        first.atDay(1),
                        first.atEndOfMonth(),
                        first);
    }
}
