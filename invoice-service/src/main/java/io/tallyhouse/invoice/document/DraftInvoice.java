package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Not issued yet: it has no number and binds nobody. */
public record DraftInvoice(InvoiceContent content) implements Invoice {
    public DraftInvoice {
        requireNonNull(content, "content is null");
    }

    public FinalInvoice finalise(InvoiceNumber given, Instant at) {
        return new FinalInvoice(content, given, at);
    }

    /** A number is given even so: a document that someone may have seen is never without a trace. */
    public VoidedInvoice voided(InvoiceNumber given, Instant at) {
        return new VoidedInvoice(content, given, Optional.empty(), at);
    }

    @Override
    public InvoiceStatus status() {
        return InvoiceStatus.DRAFT;
    }

    @Override
    public Set<InvoiceStep> legalSteps() {
        return Set.of(InvoiceStep.FINALISE, InvoiceStep.VOID);
    }

    @Override
    public Optional<InvoiceNumber> number() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> finalisedAt() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> voidedAt() {
        return Optional.empty();
    }

    @Override
    public StepDecision decide(InvoiceStep step, Instant at) {
        return switch (step) {
            case FINALISE -> new StepDecision.Granted(step, given -> finalise(given, at));
            case VOID -> new StepDecision.Granted(step, given -> voided(given, at));
        };
    }
}
