package io.tallyhouse.invoice.invoice.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.NumberSeries;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Counters of numbers, in table {@code number_counters}. Taking locks the counter until the transaction ends, so take
 * last, when nothing can be refused any more; whoever takes from several counters goes by tenant, kind and year, so
 * that two never wait for each other.
 */
final class NumberCounters {
    private static final String TAKE = "INSERT INTO number_counters (tenant, kind, year, last) VALUES ($1, $2, $3, $4)"
            + " ON CONFLICT (tenant, kind, year) DO UPDATE SET last = number_counters.last + EXCLUDED.last"
            + " RETURNING last";

    private NumberCounters() {}

    /** Takes the next {@code count} numbers; answers the first. If the transaction fails they are not taken. */
    static Uni<Long> take(SqlConnection transaction, TenantId tenant, NumberSeries series, int count) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(tenant.value(), series.kind().name(), series.year(), (long) count))
                .map(rows -> rows.iterator().next().getLong(0) - count + 1);
    }
}
