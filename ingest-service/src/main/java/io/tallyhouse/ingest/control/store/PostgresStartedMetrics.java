package io.tallyhouse.ingest.control.store;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.ingest.control.StartedMetrics;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link StartedMetrics} from the table {@code metric_starts_sent}. */
@ApplicationScoped
class PostgresStartedMetrics implements StartedMetrics {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SELECT = """
            SELECT tenant, metric_id, version, definition FROM metric_starts_sent
            ORDER BY sent_at, tenant, metric_id, version""";

    private final Pool pool;

    PostgresStartedMetrics(Pool pool) {
        this.pool = pool;
    }

    @Override
    public List<MetricDefinition> all() {
        List<MetricDefinition> definitions = new ArrayList<>();
        for (Row row : pool.query(SELECT).execute().await().atMost(PATIENCE)) {
            String definition = row.getString("definition");
            if (definition == null) {
                throw new IllegalStateException("the definition of metric " + row.getString("metric_id") + ", version "
                        + row.getInteger("version") + ", of tenant " + row.getString("tenant") + " was not kept");
            }
            definitions.add(ContractJson.read(definition.getBytes(StandardCharsets.UTF_8), MetricDefinition.class));
        }
        return definitions;
    }
}
