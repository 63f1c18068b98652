package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Shows a tenant its invoices. */
@ApplicationScoped
public class FindInvoices {
    private final Invoices invoices;

    public FindInvoices(Invoices invoices) {
        this.invoices = invoices;
    }

    public Uni<Optional<Invoice>> byId(TenantId tenant, InvoiceId id) {
        return invoices.find(tenant, id);
    }

    /** As {@link Invoices#list}. */
    public Uni<List<ListedInvoice>> list(TenantId tenant, InvoiceFilter filter, Slice slice) {
        return invoices.list(tenant, filter, slice);
    }
}
