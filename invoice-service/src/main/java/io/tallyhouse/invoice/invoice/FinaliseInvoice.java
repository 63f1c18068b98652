package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.invoice.document.InvoiceStep;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Issues a draft: it gets the next number of its series and never changes again. */
@ApplicationScoped
public class FinaliseInvoice {
    private final Invoices invoices;
    private final TenantClocks clocks;

    public FinaliseInvoice(Invoices invoices, TenantClocks clocks) {
        this.invoices = invoices;
        this.clocks = clocks;
    }

    public Uni<StepOutcome> execute(TenantId tenant, InvoiceId id) {
        Instant now = clocks.now(tenant);
        return invoices.decide(tenant, id, invoice -> invoice.decide(InvoiceStep.FINALISE, now));
    }
}
