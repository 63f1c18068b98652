package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.Function;

/** Whether a step may be taken. The decision is made before a number is given, so a refusal leaves no gap. */
public sealed interface StepDecision {
    /**
     * The step is legal; what the document becomes.
     *
     * @param withNumber makes the next state, given the document's number: its own, or the next of its series
     */
    record Granted(InvoiceStep step, Function<InvoiceNumber, Invoice> withNumber) implements StepDecision {
        public Granted {
            requireNonNull(step, "step is null");
            requireNonNull(withNumber, "withNumber is null");
        }
    }

    /**
     * The step is not legal from where the document is; nothing changes.
     *
     * @param legal steps that would be; may be empty
     */
    record Refused(InvoiceStep step, InvoiceStatus status, Set<InvoiceStep> legal) implements StepDecision {
        public Refused {
            requireNonNull(step, "step is null");
            requireNonNull(status, "status is null");
            legal = Set.copyOf(legal);
        }

        /** In words: what was asked, why not, and what is possible instead. */
        public String reason() {
            String instead = legal.isEmpty()
                    ? "no step is legal any more"
                    : "legal steps are "
                            + String.join(
                                    ", ",
                                    legal.stream()
                                            .map(InvoiceStep::name)
                                            .sorted()
                                            .toList());
            return step + " is not legal for an invoice that is " + status + "; " + instead;
        }
    }
}
