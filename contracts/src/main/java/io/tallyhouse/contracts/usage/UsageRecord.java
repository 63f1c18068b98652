package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A record of {@code usage-events}. */
public sealed interface UsageRecord {
    TenantId tenant();

    /**
     * A usage event as accepted.
     *
     * @param time as sent, an RFC 3339 text; empty if the sender gave none
     * @param acceptedAt when it was accepted, by the tenant's clock; the event time where none was sent
     * @param data flat, ordered by key in code-point order
     */
    record UsageEvent(
            EventIdentity identity,
            String type,
            Optional<String> time,
            Instant acceptedAt,
            SortedMap<String, DataValue> data)
            implements UsageRecord {
        private static final Comparator<String> CODE_POINTS = UsageEvent::compareCodePoints;

        public UsageEvent {
            data = ordered(data);
        }

        private static SortedMap<String, DataValue> ordered(Map<String, DataValue> data) {
            SortedMap<String, DataValue> ordered = new TreeMap<>(CODE_POINTS);
            ordered.putAll(data);
            return Collections.unmodifiableSortedMap(ordered);
        }

        /** By unit, but that surrogates stand for code points above all others. */
        private static int compareCodePoints(String left, String right) {
            int length = Math.min(left.length(), right.length());
            for (int at = 0; at < length; at++) {
                char leftUnit = left.charAt(at);
                char rightUnit = right.charAt(at);
                if (leftUnit != rightUnit) {
                    boolean leftHigh = Character.isSurrogate(leftUnit);
                    boolean rightHigh = Character.isSurrogate(rightUnit);
                    return leftHigh == rightHigh ? Character.compare(leftUnit, rightUnit) : leftHigh ? 1 : -1;
                }
            }
            return Integer.compare(left.length(), right.length());
        }

        @Override
        public TenantId tenant() {
            return identity.tenant();
        }

        /** The event time as text: as sent, or the acceptance time in RFC 3339 UTC. */
        public String timeText() {
            return time.orElseGet(() -> Rfc3339.format(acceptedAt));
        }

        /** The event time. */
        public Instant eventTime() {
            return time.flatMap(Rfc3339::parse).orElse(acceptedAt);
        }
    }

    /** Takes an identity out of every count until it is restored, whatever is sent again. */
    record EventVoid(EventIdentity identity, Instant acceptedAt) implements UsageRecord {
        @Override
        public TenantId tenant() {
            return identity.tenant();
        }
    }

    /** Takes a void back: the latest version received counts again. */
    record EventRestore(EventIdentity identity, Instant acceptedAt) implements UsageRecord {
        @Override
        public TenantId tenant() {
            return identity.tenant();
        }
    }

    /** Control record, one in each partition: from its offset on, this metric version counts. */
    record MetricStart(MetricDefinition definition) implements UsageRecord {
        @Override
        public TenantId tenant() {
            return definition.tenant();
        }
    }
}
