package io.tallyhouse.billing.adjustment.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.Adjustments;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What is read of adjustments without a lock. */
@ApplicationScoped
class PostgresAdjustments implements Adjustments {
    private static final String OPEN = """
            SELECT body FROM adjustments WHERE tenant = $1 AND schedule_id = $2 AND state = 'OPEN'
            ORDER BY sequence""";
    private static final String LIST = """
            SELECT sequence, body FROM adjustments
            WHERE tenant = $1 AND ($2::text IS NULL OR schedule_id = $2) AND ($3::text IS NULL OR customer_id = $3)
                AND ($4::text IS NULL OR state = $4) AND""";

    private final Pool pool;

    PostgresAdjustments(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Adjustment>> open(TenantId tenant, ScheduleId schedule) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(tenant.value(), schedule.value()))
                .map(AdjustmentTable::read);
    }

    @Override
    public Uni<List<Listed<Adjustment>>> list(AdjustmentQuery query) {
        PageRequest page = new PageRequest(
                query.slice().limit(), query.slice().after(), query.slice().before());
        Tuple parameters = Tuple.tuple()
                .addString(query.tenant().value())
                .addString(query.scheduleId().map(ScheduleId::value).orElse(null))
                .addString(query.customerId().map(id -> id.value()).orElse(null))
                .addString(query.state().map(Enum::name).orElse(null))
                .addLong(page.bound())
                .addInteger(page.fetchSize());
        return pool.preparedQuery(LIST + " " + page.sql("sequence", 5))
                .execute(parameters)
                .map(rows -> {
                    List<Listed<Adjustment>> listed = new ArrayList<>();
                    rows.forEach(row -> listed.add(new Listed<>(
                            row.getLong("sequence"), JsonColumns.read(row.getJsonObject("body"), Adjustment.class))));
                    return listed;
                });
    }
}
