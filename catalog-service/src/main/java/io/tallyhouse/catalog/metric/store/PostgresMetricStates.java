package io.tallyhouse.catalog.metric.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.metric.MetricStates;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

@Singleton
class PostgresMetricStates implements MetricStates {
    private final Pool pool;

    PostgresMetricStates(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<MetricStateRecord>> find(TenantId tenant, Collection<MetricId> metrics) {
        String[] ids = metrics.stream().map(MetricId::value).toArray(String[]::new);
        return pool.preparedQuery("select record from metric_states where tenant = $1 and metric = any($2)")
                .execute(Tuple.of(tenant.value(), ids))
                .map(rows -> {
                    List<MetricStateRecord> states = new ArrayList<>();
                    rows.forEach(
                            row -> states.add(JsonColumn.read(row.getJsonObject("record"), MetricStateRecord.class)));
                    return List.copyOf(states);
                });
    }
}
