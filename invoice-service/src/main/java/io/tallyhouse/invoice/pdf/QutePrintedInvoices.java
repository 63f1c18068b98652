package io.tallyhouse.invoice.pdf;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.invoice.PrintedInvoices;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.clock.SandboxClocks;
import jakarta.enterprise.context.ApplicationScoped;

/** Prints by the template {@code invoice.html}, on a worker thread. */
@ApplicationScoped
class QutePrintedInvoices implements PrintedInvoices {
    private final SandboxClocks tenants;
    private final PdfPress press = new PdfPress();

    QutePrintedInvoices(SandboxClocks tenants) {
        this.tenants = tenants;
    }

    @Override
    public Uni<byte[]> print(Invoice invoice) {
        TenantId tenant = invoice.content().tenant();
        return tenants.find(tenant)
                .map(found -> found.map(TenantRecord::name).orElse(tenant.value()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(merchant -> press.print(html(invoice, merchant)));
    }

    private static String html(Invoice invoice, String merchant) {
        return Templates.invoice(InvoicePage.of(invoice, merchant)).render();
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance invoice(InvoicePage page);
    }
}
