package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.benchmarks.meter.MeteredEvents.Version;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The names of the load: its tenant, its three metrics, and its events as records. */
final class MeteredCatalogue {
    static final String REQUESTS = "requests";
    static final String CONTEXT_TOKENS = "context-tokens";
    static final String GENERATED_TOKENS = "generated-tokens";

    private static final TenantId TENANT = new TenantId("benchmark");
    private static final String TYPE = "llm.request";
    private static final String SUBJECT = "customer-";
    private static final Instant ACCEPTED = MeteredEvents.FIRST.plusSeconds(MeteredEvents.DAYS * 86_400L);

    private MeteredCatalogue() {}

    /** A count, a sum by model, a sum. */
    static List<MetricDefinition> metrics() {
        return List.of(
                metric(REQUESTS, Aggregation.COUNT, Optional.empty(), List.of()),
                metric(CONTEXT_TOKENS, Aggregation.SUM, Optional.of("context_tokens"), List.of("model")),
                metric(GENERATED_TOKENS, Aggregation.SUM, Optional.of("generated_tokens"), List.of()));
    }

    private static MetricDefinition metric(
            String id, Aggregation aggregation, Optional<String> property, List<String> groupBy) {
        return new MetricDefinition(
                TENANT,
                new MetricId(id),
                1,
                TYPE,
                aggregation,
                property,
                List.of(),
                groupBy,
                MetricDefinition.SLOT_MINUTES_DEFAULT);
    }

    static UsageEvent event(Version version) {
        TreeMap<String, DataValue> data = new TreeMap<>();
        data.put("model", new TextValue(MeteredEvents.MODELS.get(version.model())));
        data.put("context_tokens", new NumberValue(Integer.toString(version.contextTokens())));
        data.put("generated_tokens", new NumberValue(Integer.toString(version.generatedTokens())));
        data.put("region", new TextValue("eu-central"));
        return new UsageEvent(
                new EventIdentity(TENANT, SUBJECT + version.customer(), "inference-gateway", id(version.number())),
                TYPE,
                Optional.of(MeteredEvents.FIRST.plusSeconds(version.second()).toString()),
                ACCEPTED,
                data);
    }

    /** As random as the ids that clients make. */
    private static String id(int number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        return Long.toHexString(mixed ^ mixed >>> 29) + "-" + Integer.toHexString(number);
    }

    static int customer(String subject) {
        return Integer.parseInt(subject.substring(SUBJECT.length()));
    }
}
