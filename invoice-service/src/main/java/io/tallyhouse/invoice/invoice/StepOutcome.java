package io.tallyhouse.invoice.invoice;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.StepDecision;

/** What came of a step: the document as it now is, or why it stayed as it was. */
public sealed interface StepOutcome {
    /** The step is taken, stored and published. */
    record Taken(Invoice invoice) implements StepOutcome {
        public Taken {
            requireNonNull(invoice, "invoice is null");
        }
    }

    /** Nothing changed. */
    record Refused(StepDecision.Refused refusal) implements StepOutcome {
        public Refused {
            requireNonNull(refusal, "refusal is null");
        }
    }

    /** The tenant has no such document. */
    record Unknown() implements StepOutcome {}
}
