package io.tallyhouse.billing.catalogue;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.topic.Topic;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import java.util.function.Function;

/**
 * What is copied: from which topic, and how a record names itself.
 *
 * @param internalPath collection at the owner, as {@code prices}
 */
public record CatalogueKind<V>(
        String name, String internalPath, Class<V> type, Topic<V> topic, Function<V, CopyKey> keyOf) {
    public static final CatalogueKind<CustomerRecord> CUSTOMER = new CatalogueKind<>(
            "CUSTOMER",
            "customers",
            CustomerRecord.class,
            Topics.CATALOG_CUSTOMERS,
            customer -> new CopyKey(customer.tenant(), customer.id().value(), customer.version()));
    public static final CatalogueKind<ProductRecord> PRODUCT = new CatalogueKind<>(
            "PRODUCT",
            "products",
            ProductRecord.class,
            Topics.CATALOG_PRODUCTS,
            product -> new CopyKey(product.tenant(), product.id().value(), product.version()));
    public static final CatalogueKind<PriceRecord> PRICE = new CatalogueKind<>(
            "PRICE",
            "prices",
            PriceRecord.class,
            Topics.CATALOG_PRICES,
            price -> new CopyKey(price.tenant(), price.id().value(), price.version()));
    /** Archiving a metric does not raise its version; copies of the same version replace each other in topic order. */
    public static final CatalogueKind<MetricRecord> METRIC = new CatalogueKind<>(
            "METRIC",
            "metrics",
            MetricRecord.class,
            Topics.CATALOG_METRICS,
            metric -> new CopyKey(
                    metric.definition().tenant(),
                    metric.definition().id().value(),
                    metric.definition().version()));
    /** A state has no version of its own: it only ever gains partitions, so their number orders it. */
    public static final CatalogueKind<MetricStateRecord> METRIC_STATE = new CatalogueKind<>(
            "METRIC_STATE",
            "metric-states",
            MetricStateRecord.class,
            Topics.METRIC_STATES,
            state -> new CopyKey(
                    state.tenant(),
                    stateId(state.metric().value(), state.version()),
                    state.startOffsets().size()));

    /** A metric state's id in the copies: metric and version. */
    public static String stateId(String metric, int version) {
        return metric + "/" + version;
    }

    /** @param version orders the states of one thing */
    public record CopyKey(TenantId tenant, String id, long version) {}
}
