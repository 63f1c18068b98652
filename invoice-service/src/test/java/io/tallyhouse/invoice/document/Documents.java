package io.tallyhouse.invoice.document;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Documents for tests: Acme's September 2026, issued on 1 October. */
public final class Documents {
    public static final CurrencyCode USD = CurrencyCode.of("USD");
    public static final DateRange SEPTEMBER_2026 = DateRange.of("2026-09-01", "2026-09-30");
    public static final Instant OCT_01 = Instant.parse("2026-10-01T08:00:00Z");
    public static final Instant OCT_02 = Instant.parse("2026-10-02T08:00:00Z");

    private Documents() {}

    public static InvoiceLine flat(String description, String net) {
        return new InvoiceLine(
                LineKind.CHARGE,
                description,
                Optional.of(new PriceId("price-flat")),
                Optional.empty(),
                Quantity.ONE,
                Money.of(USD, net),
                SEPTEMBER_2026,
                List.of(RatingStep.of("FLAT", "flat amount " + net, new BigDecimal(net))),
                Optional.empty());
    }

    public static InvoiceLine metered(String description, String quantity, String net) {
        return new InvoiceLine(
                LineKind.CHARGE,
                description,
                Optional.of(new PriceId("price-tokens")),
                Optional.of(new InvoiceLine.MeteredBy(new MetricId("tokens"), Optional.of(1))),
                Quantity.of(quantity),
                Money.of(USD, net),
                SEPTEMBER_2026,
                List.of(
                        RatingStep.of("QUANTITY", quantity + " units used"),
                        RatingStep.of("ROUNDING", "rounded half up", new BigDecimal(net))),
                Optional.of(new LineProof(2939, Fingerprint.parse("0123456789abcdef0123456789abcdef"))));
    }

    public static InvoiceContent content(InvoiceLine... lines) {
        return content(LocalDate.parse("2026-10-01"), Totals.untaxed(USD, List.of(lines)), lines);
    }

    public static InvoiceContent content(LocalDate issueDate, Totals totals, InvoiceLine... lines) {
        return new InvoiceContent(
                new TenantId("default"),
                new InvoiceId("inv_1"),
                new RunId("run_1"),
                Optional.of(new ScheduleId("schedule-1")),
                new CustomerSnapshot(new CustomerId("acme"), 1, "Acme Ltd", "GB", Optional.empty(), Optional.empty()),
                USD,
                ZoneId.of("UTC"),
                issueDate,
                issueDate.plusDays(InvoiceContent.PAYMENT_DAYS),
                SEPTEMBER_2026,
                List.of(lines),
                totals,
                DocumentTerms.NONE,
                OCT_01);
    }

    public static DraftInvoice draft() {
        return new DraftInvoice(content(flat("Platform", "49.00"), metered("Tokens", "5188797", "15.47")));
    }
}
