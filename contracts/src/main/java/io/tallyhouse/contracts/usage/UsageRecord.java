package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.MetricId;
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
     * @param revision of versions with one, that with the highest counts; it is no content
     * @param former what the archive had of this identity, for an event that may be older than the meter remembers
     */
    record UsageEvent(
            EventIdentity identity,
            String type,
            Optional<String> time,
            Instant acceptedAt,
            SortedMap<String, DataValue> data,
            Optional<Long> revision,
            Optional<FormerVersion> former)
            implements UsageRecord {
        static final Comparator<String> CODE_POINTS = UsageEvent::compareCodePoints;

        public UsageEvent {
            data = ordered(data);
        }

        public UsageEvent(
                EventIdentity identity,
                String type,
                Optional<String> time,
                Instant acceptedAt,
                SortedMap<String, DataValue> data) {
            this(identity, type, time, acceptedAt, data, Optional.empty(), Optional.empty());
        }

        public UsageEvent with(FormerVersion found) {
            return new UsageEvent(identity, type, time, acceptedAt, data, revision, Optional.of(found));
        }

        static SortedMap<String, DataValue> ordered(Map<String, DataValue> data) {
            if (data instanceof OrderedProperties known) {
                return known;
            }
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
    record EventVoid(EventIdentity identity, Instant acceptedAt, Optional<FormerVersion> former)
            implements UsageRecord {
        public EventVoid(EventIdentity identity, Instant acceptedAt) {
            this(identity, acceptedAt, Optional.empty());
        }

        @Override
        public TenantId tenant() {
            return identity.tenant();
        }
    }

    /** Takes a void back: the latest version received counts again. */
    record EventRestore(EventIdentity identity, Instant acceptedAt, Optional<FormerVersion> former)
            implements UsageRecord {
        public EventRestore(EventIdentity identity, Instant acceptedAt) {
            this(identity, acceptedAt, Optional.empty());
        }

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

    /**
     * An event that is kept and not counted until it is released, for nobody could tell whether it was counted before.
     *
     * @param reason for people
     */
    record EventQuarantined(UsageEvent event, String reason) implements UsageRecord {
        @Override
        public TenantId tenant() {
            return event.tenant();
        }
    }

    /**
     * Control record: the past of this partition is replayed for a metric version from here on.
     *
     * @param events that will come
     */
    record ReplayStart(TenantId tenant, MetricId metric, int version, long events) implements UsageRecord {}

    /**
     * The version of an event that counted when its metric version started, for that metric version alone. They come in
     * the order of {@code offset}; one at or below an offset that came before says nothing new.
     *
     * @param offset of the version in this partition
     * @param isVoid it was void then, and counts only if it was restored since
     * @param event with the time that it counts at
     */
    record ReplayedEvent(MetricId metric, int version, long offset, boolean isVoid, UsageEvent event)
            implements UsageRecord {
        @Override
        public TenantId tenant() {
            return event.tenant();
        }
    }

    /** Control record: all of this partition's past is replayed for a metric version. */
    record ReplayEnd(TenantId tenant, MetricId metric, int version) implements UsageRecord {}

    /**
     * What the archive has of an identity that the meter may have forgotten.
     *
     * @param offset of the record in the partition
     * @param time that it counts at, as text
     * @param isVoid nothing of the identity counts
     */
    record FormerVersion(
            long offset,
            String type,
            String time,
            SortedMap<String, DataValue> data,
            Optional<Long> revision,
            boolean isVoid) {
        public FormerVersion {
            data = UsageEvent.ordered(data);
        }

        /** As an event of its own. */
        public UsageEvent event(EventIdentity identity) {
            Instant at = Rfc3339.parse(time).orElseThrow();
            return new UsageEvent(identity, type, Optional.of(time), at, data, revision, Optional.empty());
        }
    }
}
