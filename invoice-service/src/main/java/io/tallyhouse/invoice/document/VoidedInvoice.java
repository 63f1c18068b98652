package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Taken back: it stays readable under its number and nothing can be done to it any more.
 *
 * @param wasFinalisedAt empty if it was voided as a draft
 */
public record VoidedInvoice(
        InvoiceContent content, InvoiceNumber keptNumber, Optional<Instant> wasFinalisedAt, Instant wasVoidedAt)
        implements Invoice {
    public VoidedInvoice {
        requireNonNull(content, "content is null");
        requireNonNull(wasFinalisedAt, "wasFinalisedAt is null");
        requireNonNull(wasVoidedAt, "wasVoidedAt is null");
        FinalInvoice.requireSeries(content, keptNumber);
    }

    @Override
    public InvoiceStatus status() {
        return InvoiceStatus.VOIDED;
    }

    @Override
    public Set<InvoiceStep> legalSteps() {
        return Set.of();
    }

    @Override
    public Optional<InvoiceNumber> number() {
        return Optional.of(keptNumber);
    }

    @Override
    public Optional<Instant> finalisedAt() {
        return wasFinalisedAt;
    }

    @Override
    public Optional<Instant> voidedAt() {
        return Optional.of(wasVoidedAt);
    }

    @Override
    public StepDecision decide(InvoiceStep step, Instant at) {
        return new StepDecision.Refused(step, status(), legalSteps());
    }
}
