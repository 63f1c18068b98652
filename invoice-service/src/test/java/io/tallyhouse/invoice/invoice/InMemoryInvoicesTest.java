package io.tallyhouse.invoice.invoice;

import java.util.List;

class InMemoryInvoicesTest extends InvoicesContract {
    private final InMemoryInvoices invoices = new InMemoryInvoices();

    @Override
    Invoices invoices() {
        return invoices;
    }

    @Override
    void add(List<NewInvoice> added) {
        invoices.add(added).await().indefinitely();
    }
}
