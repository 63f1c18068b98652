package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.invoice.document.CustomerSnapshot;
import io.tallyhouse.invoice.document.DraftInvoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceLine;
import io.tallyhouse.invoice.document.Totals;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes one draft of each requested document, and finalises it at once where the schedule says so. */
@ApplicationScoped
public class DraftInvoices {
    private final TenantClocks clocks;

    public DraftInvoices(TenantClocks clocks) {
        this.clocks = clocks;
    }

    /** A request read again changes nothing. */
    public Uni<Void> execute(List<InvoiceRequested> requests, Drafts drafts) {
        return drafts.add(requests.stream().map(this::draft).toList());
    }

    private NewInvoice draft(InvoiceRequested request) {
        Instant now = clocks.now(request.tenant());
        return new NewInvoice(
                new DraftInvoice(content(request, now)), request.autoFinalise() ? Optional.of(now) : Optional.empty());
    }

    static InvoiceContent content(InvoiceRequested request, Instant createdAt) {
        CurrencyCode currency = request.currency();
        List<InvoiceLine> lines =
                request.lines().stream().map(line -> line(currency, line)).toList();
        return new InvoiceContent(
                request.tenant(),
                InvoiceIds.of(request.runId()),
                request.runId(),
                request.scheduleId(),
                CustomerSnapshot.of(request.customer()),
                currency,
                request.zone(),
                request.issueDate(),
                request.issueDate().plusDays(request.document().dueDays().orElse(InvoiceContent.PAYMENT_DAYS)),
                request.billingPeriod(),
                lines,
                Totals.untaxed(currency, lines),
                request.document(),
                createdAt);
    }

    private static InvoiceLine line(CurrencyCode currency, RequestedLine line) {
        return new InvoiceLine(
                line.kind(),
                line.description(),
                line.priceId(),
                line.metricId().map(metric -> new InvoiceLine.MeteredBy(metric, line.metricVersion())),
                new Quantity(line.quantity()),
                new Money(currency, line.net()),
                line.servicePeriod(),
                line.steps(),
                line.proof());
    }
}
