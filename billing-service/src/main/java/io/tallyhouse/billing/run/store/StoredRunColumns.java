package io.tallyhouse.billing.run.store;

import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.RunColumns;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Rows of {@code billing_runs}, for others. */
@ApplicationScoped
class StoredRunColumns implements RunColumns<Row> {
    @Override
    public String names() {
        return RunRows.COLUMNS;
    }

    @Override
    public BillingRun read(Row row) {
        return RunRows.read(row);
    }
}
