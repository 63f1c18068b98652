package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.StepDecision;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The invoices of all tenants. A document of another tenant is as unknown as one that never was. */
public interface Invoices {
    Uni<Optional<Invoice>> find(TenantId tenant, InvoiceId id);

    /**
     * What the slice says and one document more, if there is one: the sign that the list goes on. Nearest to where the
     * slice begins first, so oldest first if it comes {@code before} something, else newest first.
     */
    Uni<List<ListedInvoice>> list(TenantId tenant, InvoiceFilter filter, Slice slice);

    /**
     * One unit of work: locks the document, asks for the decision, gives the next number of the series if the step is
     * granted and the document has none, stores the new state and its published record, and commits. Of two callers at
     * once the second decides on what the first left. If anything fails nothing is changed and no number is used.
     */
    Uni<StepOutcome> decide(TenantId tenant, InvoiceId id, Function<Invoice, StepDecision> decision);
}
