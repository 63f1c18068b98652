package io.tallyhouse.catalog.metric.store;

import io.tallyhouse.catalog.metric.Metrics;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

@Singleton
class PostgresMetrics extends PostgresShelf<MetricRecord> implements Metrics {
    PostgresMetrics(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>(
                        "metrics", "metric", Topics.CATALOG_METRICS, MetricRecord.class, PostgresMetrics::archived));
    }

    private static MetricRecord archived(MetricRecord metric) {
        return new MetricRecord(
                metric.name(),
                true,
                metric.definition(),
                metric.createdAt(),
                metric.unit(),
                metric.expressionText(),
                metric.parameters());
    }
}
