package io.tallyhouse.contracts.topic;

import io.tallyhouse.contracts.billing.CreditNoteRequested;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every topic of the house. {@code metric-windows} has a codec of its own, for its keys carry meaning. */
public final class Topics {
    private static final Map<String, String> COMPACTED =
            Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.3", "segment.ms", "3600000");
    private static final Map<String, String> USAGE = Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            Long.toString(Duration.ofDays(40).toMillis()),
            "message.timestamp.type",
            "LogAppendTime");
    private static final Map<String, String> BY_TIME = Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            Long.toString(Duration.ofDays(40).toMillis()));

    /** With the name of its first generation; {@link LogGeneration} names the others. */
    public static final Topic<UsageRecord> USAGE_EVENTS =
            new Topic<>("usage-events", UsageRecordCodec::write, UsageRecordCodec::read, USAGE);
    /** Partitioned as {@code usage-events}, in its first generation; keys and values by {@code WindowRecordCodec}. */
    public static final String METRIC_WINDOWS = "metric-windows";

    static final Map<String, String> METRIC_WINDOWS_CONFIG = COMPACTED;

    /** Records of inboxes that are no events. */
    public static final Topic<RejectedRecord> USAGE_REJECTED = json("usage-rejected", RejectedRecord.class, BY_TIME);

    private static final String USAGE_INBOX = "usage-inbox.";

    public static final Topic<MetricStateRecord> METRIC_STATES =
            json("metric-states", MetricStateRecord.class, COMPACTED);
    public static final Topic<CustomerRecord> CATALOG_CUSTOMERS =
            json("catalog-customers", CustomerRecord.class, COMPACTED);
    public static final Topic<ProductRecord> CATALOG_PRODUCTS =
            json("catalog-products", ProductRecord.class, COMPACTED);
    public static final Topic<PriceRecord> CATALOG_PRICES = json("catalog-prices", PriceRecord.class, COMPACTED);
    public static final Topic<MetricRecord> CATALOG_METRICS = json("catalog-metrics", MetricRecord.class, COMPACTED);
    public static final Topic<AccessKeyRecord> CATALOG_ACCESS_KEYS =
            json("catalog-access-keys", AccessKeyRecord.class, COMPACTED);
    public static final Topic<TenantRecord> CATALOG_TENANTS = json("catalog-tenants", TenantRecord.class, COMPACTED);
    public static final Topic<ScheduleRecord> BILLING_SCHEDULES =
            json("billing-schedules", ScheduleRecord.class, COMPACTED);
    public static final Topic<InvoiceRequested> INVOICE_REQUESTED =
            json("invoice-requested", InvoiceRequested.class, BY_TIME);
    public static final Topic<CreditNoteRequested> CREDIT_NOTE_REQUESTED =
            json("credit-note-requested", CreditNoteRequested.class, BY_TIME);
    public static final Topic<InvoiceChanged> INVOICES = json("invoices", InvoiceChanged.class, BY_TIME);

    private Topics() {}

    /** Those of the first generation of the log. */
    public static List<TopicPlan> metered() {
        return LogGeneration.FIRST.topics();
    }

    /** All other topics; one partition is enough on one machine. */
    public static List<TopicPlan> unmetered() {
        return List.of(
                        USAGE_REJECTED,
                        METRIC_STATES,
                        CATALOG_CUSTOMERS,
                        CATALOG_PRODUCTS,
                        CATALOG_PRICES,
                        CATALOG_METRICS,
                        CATALOG_ACCESS_KEYS,
                        CATALOG_TENANTS,
                        BILLING_SCHEDULES,
                        INVOICE_REQUESTED,
                        CREDIT_NOTE_REQUESTED,
                        INVOICES)
                .stream()
                .map(topic -> new TopicPlan(topic.name(), topic.config()))
                .toList();
    }

    /** Where a tenant's producers write CloudEvents; made when the tenant is. */
    public static TopicPlan usageInbox(TenantId tenant) {
        return new TopicPlan(USAGE_INBOX + tenant.value(), BY_TIME);
    }

    /** Whose inbox a topic is; empty if it is none. */
    public static Optional<TenantId> tenantOfInbox(String topic) {
        return Optional.of(topic)
                .filter(name -> name.startsWith(USAGE_INBOX))
                .map(name -> name.substring(USAGE_INBOX.length()))
                .filter(IdGrammar::accepts)
                .map(TenantId::new);
    }

    /** How a topic is made. */
    public record TopicPlan(String name, Map<String, String> config) {}

    /** Key of {@code usage-events}: everything of one subject stays in order, in one partition. */
    public static byte[] usageKey(TenantId tenant, String subject) {
        return (tenant.value() + "\u0000" + subject).getBytes(StandardCharsets.UTF_8);
    }

    /** Key of catalogue and billing records. */
    public static byte[] resourceKey(TenantId tenant, String... parts) {
        return (tenant.value() + "\u0000" + String.join("\u0000", parts)).getBytes(StandardCharsets.UTF_8);
    }

    private static <V> Topic<V> json(String name, Class<V> type, Map<String, String> config) {
        return new Topic<>(
                name,
                ContractJson::write,
                bytes -> {
                    try {
                        return ContractJson.read(bytes, type);
                    } catch (RuntimeException e) {
                        throw new UnreadableRecord(name + ": " + e.getMessage(), e);
                    }
                },
                config);
    }
}
