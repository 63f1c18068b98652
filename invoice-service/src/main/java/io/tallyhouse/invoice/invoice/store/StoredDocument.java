package io.tallyhouse.invoice.invoice.store;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.invoice.document.CustomerSnapshot;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceLine;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a document says beyond its columns; written once, when it is drafted. */
record StoredDocument(ZoneId zone, Customer customer, List<Line> lines, DocumentTerms terms) {
    StoredDocument {
        terms = orNone(terms);
    }

    /** Documents written before schedules had such terms have none. */
    private static DocumentTerms orNone(@Nullable DocumentTerms terms) {
        return terms == null ? DocumentTerms.NONE : terms;
    }

    record Customer(String legalName, long version, String country, Optional<String> email, Optional<Address> address) {
        static Customer of(CustomerSnapshot customer) {
            return new Customer(
                    customer.legalName(), customer.version(), customer.country(), customer.email(), customer.address());
        }

        CustomerSnapshot snapshot(CustomerId id) {
            return new CustomerSnapshot(id, version, legalName, country, email, address);
        }
    }

    record Line(
            LineKind kind,
            String description,
            Optional<PriceId> priceId,
            Optional<MetricId> metricId,
            Optional<Integer> metricVersion,
            Quantity quantity,
            BigDecimal net,
            DateRange servicePeriod,
            List<RatingStep> steps,
            Optional<LineProof> proof) {
        Line {
            kind = orCharge(kind);
        }

        private static LineKind orCharge(@Nullable LineKind kind) {
            return kind == null ? LineKind.CHARGE : kind;
        }

        static Line of(InvoiceLine line) {
            return new Line(
                    line.kind(),
                    line.description(),
                    line.priceId(),
                    line.meteredBy().map(InvoiceLine.MeteredBy::metricId),
                    line.meteredBy().flatMap(InvoiceLine.MeteredBy::version),
                    line.quantity(),
                    line.net().value(),
                    line.servicePeriod(),
                    line.steps(),
                    line.proof());
        }

        InvoiceLine toLine(CurrencyCode currency) {
            return new InvoiceLine(
                    kind,
                    description,
                    priceId,
                    metricId.map(metric -> new InvoiceLine.MeteredBy(metric, metricVersion)),
                    quantity,
                    new Money(currency, net),
                    servicePeriod,
                    steps,
                    proof);
        }
    }

    static JsonObject write(InvoiceContent content) {
        StoredDocument document = new StoredDocument(
                content.zone(),
                Customer.of(content.customer()),
                content.lines().stream().map(Line::of).toList(),
                content.terms());
        return new JsonObject(new String(ContractJson.write(document), StandardCharsets.UTF_8));
    }

    static StoredDocument read(JsonObject json) {
        return ContractJson.read(json.encode().getBytes(StandardCharsets.UTF_8), StoredDocument.class);
    }
}
