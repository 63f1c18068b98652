package io.tallyhouse.invoice.invoice;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.kit.testing.BackingResource;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
class PostgresInvoicesIT extends InvoicesContract {
    @Inject
    Invoices invoices;

    @Inject
    Drafts.Within<SqlConnection> drafts;

    @Inject
    Pool pool;

    @Override
    Invoices invoices() {
        return invoices;
    }

    @Override
    void add(List<NewInvoice> added) {
        pool.withTransaction(transaction -> drafts.within(transaction).add(added))
                .await()
                .indefinitely();
    }
}
