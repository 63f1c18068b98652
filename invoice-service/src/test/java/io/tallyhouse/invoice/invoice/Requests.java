package io.tallyhouse.invoice.invoice;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What billing asks for, in tests: a platform fee of 49.00 and context tokens of 15.47, September 2026, 64.47 in all.
 */
record Requests(TenantId tenant, String customer, String legalName, LocalDate issueDate, boolean autoFinalise) {
    private static final Instant CUSTOMER_SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final DateRange SEPTEMBER = DateRange.of("2026-09-01", "2026-09-30");

    static Requests of(TenantId tenant) {
        return new Requests(tenant, "acme", "Acme Ltd", LocalDate.parse("2026-10-01"), false);
    }

    Requests customer(String id) {
        return new Requests(tenant, id, legalName, issueDate, autoFinalise);
    }

    Requests named(String name) {
        return new Requests(tenant, customer, name, issueDate, autoFinalise);
    }

    Requests issuedOn(String day) {
        return new Requests(tenant, customer, legalName, LocalDate.parse(day), autoFinalise);
    }

    Requests finalisedAtOnce() {
        return new Requests(tenant, customer, legalName, issueDate, true);
    }

    /** What a credit grant asks for. */
    InvoiceRequested ofNoSchedule(String run) {
        InvoiceRequested of = run(run);
        return new InvoiceRequested(
                tenant,
                of.runId(),
                Optional.empty(),
                1,
                of.customer(),
                of.currency(),
                of.zone(),
                issueDate,
                SEPTEMBER,
                false,
                of.lines(),
                DocumentTerms.NONE,
                CUSTOMER_SINCE);
    }

    InvoiceRequested run(String run, RequestedLine... lines) {
        return new InvoiceRequested(
                tenant,
                new RunId(run),
                Optional.of(new ScheduleId("schedule-" + customer)),
                1,
                new CustomerRecord(
                        tenant,
                        new CustomerId(customer),
                        3,
                        false,
                        legalName,
                        CurrencyCode.of("USD"),
                        ZoneId.of("Europe/Warsaw"),
                        "GB",
                        List.of(),
                        Optional.of("billing@acme.example"),
                        Optional.empty(),
                        CUSTOMER_SINCE),
                CurrencyCode.of("USD"),
                ZoneId.of("Europe/Warsaw"),
                issueDate,
                SEPTEMBER,
                autoFinalise,
                lines.length == 0 ? List.of(flat("Platform fee"), tokens("Context tokens")) : List.of(lines),
                DocumentTerms.NONE,
                CUSTOMER_SINCE);
    }

    static RequestedLine flat(String description) {
        return new RequestedLine(
                LineKind.CHARGE,
                description,
                Optional.of(new PriceId("price-platform")),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                new BigDecimal("49.00"),
                SEPTEMBER,
                List.of(RatingStep.of("FLAT", "flat amount 49.00", new BigDecimal("49.00"))),
                Optional.empty());
    }

    static RequestedLine tokens(String description) {
        return new RequestedLine(
                LineKind.CHARGE,
                description,
                Optional.of(new PriceId("price-context")),
                Optional.of(new MetricId("context-tokens")),
                Optional.of(1),
                new BigDecimal("5988797"),
                new BigDecimal("15.47"),
                SEPTEMBER,
                List.of(
                        RatingStep.of("QUANTITY", "5988797 units used"),
                        RatingStep.of("TIER", "1000000 units × 0.000003 = 3", new BigDecimal("3")),
                        RatingStep.of("TIER", "4988797 units × 0.0000025 = 12.4719925", new BigDecimal("12.4719925")),
                        RatingStep.of("ROUNDING", "15.4719925 rounded half up", new BigDecimal("15.47"))),
                Optional.of(new LineProof(2939, Fingerprint.parse("0123456789abcdef0123456789abcdef"))));
    }
}
