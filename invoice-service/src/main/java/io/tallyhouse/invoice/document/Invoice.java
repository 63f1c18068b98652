package io.tallyhouse.invoice.document;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Life cycle: draft, final, or voided. Each state offers only the steps that are legal from it. */
public sealed interface Invoice permits DraftInvoice, FinalInvoice, VoidedInvoice {
    InvoiceContent content();

    InvoiceStatus status();

    Set<InvoiceStep> legalSteps();

    /** Given at finalise or void. */
    Optional<InvoiceNumber> number();

    /** By the tenant's clock; empty if it never was final. */
    Optional<Instant> finalisedAt();

    /** By the tenant's clock; empty unless voided. */
    Optional<Instant> voidedAt();

    /** Whether the step may be taken now, at {@code at} by the tenant's clock. */
    StepDecision decide(InvoiceStep step, Instant at);
}
