package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Issued: it never changes; it can only be taken back as a whole. */
public record FinalInvoice(InvoiceContent content, InvoiceNumber issuedNumber, Instant issuedAt) implements Invoice {
    public FinalInvoice {
        requireNonNull(content, "content is null");
        requireNonNull(issuedAt, "issuedAt is null");
        requireSeries(content, issuedNumber);
    }

    public VoidedInvoice voided(Instant at) {
        return new VoidedInvoice(content, issuedNumber, Optional.of(issuedAt), at);
    }

    static void requireSeries(InvoiceContent content, InvoiceNumber number) {
        if (!number.series().equals(content.series())) {
            throw new IllegalArgumentException("number " + number + " is not of the series " + content.series());
        }
    }

    @Override
    public InvoiceStatus status() {
        return InvoiceStatus.FINAL;
    }

    @Override
    public Set<InvoiceStep> legalSteps() {
        return Set.of(InvoiceStep.VOID);
    }

    @Override
    public Optional<InvoiceNumber> number() {
        return Optional.of(issuedNumber);
    }

    @Override
    public Optional<Instant> finalisedAt() {
        return Optional.of(issuedAt);
    }

    @Override
    public Optional<Instant> voidedAt() {
        return Optional.empty();
    }

    @Override
    public StepDecision decide(InvoiceStep step, Instant at) {
        return switch (step) {
            case FINALISE -> new StepDecision.Refused(step, status(), legalSteps());
            case VOID -> new StepDecision.Granted(step, kept -> voided(at));
        };
    }
}
