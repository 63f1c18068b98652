package io.tallyhouse.ingest.intake;

import io.tallyhouse.kernel.id.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How fast each tenant may send, on all ways in together, at this instance. One tenant's flood takes nothing from what
 * another may send.
 */
public final class IntakeRates {
    private final long eventsPerSecond;
    private final long burst;
    private final LongSupplier nanos;
    private final Map<TenantId, TokenBucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param eventsPerSecond 0 for no limit
     * @param burst events that may be sent at once after a pause
     * @param nanos a clock that only counts
     */
    public IntakeRates(long eventsPerSecond, long burst, LongSupplier nanos) {
        this.eventsPerSecond = eventsPerSecond;
        this.burst = burst;
        this.nanos = nanos;
        if (eventsPerSecond != 0) {
            // a setting that makes no bucket is told at start
            TokenBucket unused = new TokenBucket(eventsPerSecond, burst, nanos);
        }
    }

    /** Takes all of the events from what the tenant may send, or none; empty if there is no limit. */
    public Optional<RateVerdict> take(TenantId tenant, int events) {
        if (eventsPerSecond == 0) {
            return Optional.empty();
        }
        return Optional.of(buckets.computeIfAbsent(tenant, key -> new TokenBucket(eventsPerSecond, burst, nanos))
                .take(events));
    }
}
