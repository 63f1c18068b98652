package io.tallyhouse.metrics.meter;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.Effect.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of counting. A record is applied to the state of its partition; the same log gives the same state.
 *
 * <p>Not thread-safe.
 */
public final class Meter {
    private final IdentityHash identityHash;

    public Meter(IdentityHash identityHash) {
        this.identityHash = requireNonNull(identityHash, "identityHash is null");
    }

    /**
     * @param offset of the record in its partition
     * @throws UnreadableRecord if the record makes no sense; the state is as before
     */
    public Effect apply(long offset, UsageRecord record, MeterState state) {
        if (record instanceof UsageEvent event) {
            return count(event, state);
        }
        if (record instanceof EventVoid voided) {
            return takeOut(voided.identity(), state);
        }
        if (record instanceof EventRestore restored) {
            return restore(restored.identity(), state);
        }
        MetricStart start = (MetricStart) record;
        Optional<StartedMetric> started = state.start(start.definition(), offset);
        return Effect.of(started.isPresent() ? Kind.METRIC_STARTED : Kind.METRIC_KNOWN);
    }

    private Effect count(UsageEvent event, MeterState state) {
        IdentityKey key = identityHash.of(event.identity());
        Optional<IdentityEntry> entry = state.identity(key);
        Optional<EventVersion> former = entry.flatMap(IdentityEntry::latest);
        String timeText = timeText(event, former);
        Instant time = EventVersion.timeOf(timeText);
        var digest = CanonicalForm.digest(event, timeText);
        if (former.isPresent() && former.get().digest().equals(digest)) {
            return Effect.of(Kind.DUPLICATE);
        }
        List<StartedMetric> unusable = new ArrayList<>();
        EventVersion version = new EventVersion(digest, timeText, contributions(event, state, unusable));
        if (entry.isPresent() && entry.get().isVoid()) {
            state.save(key, IdentityEntry.voided(Optional.of(version)));
            return new Effect(Kind.HELD_VOID, unusable);
        }
        former.ifPresent(old -> retract(new Counted(event.identity(), key, old, old.time()), state));
        add(new Counted(event.identity(), key, version, time), state);
        state.save(key, IdentityEntry.counted(version));
        if (former.isPresent()) {
            return new Effect(Kind.SUPERSEDED, unusable);
        }
        return new Effect(version.contributions().isEmpty() ? Kind.UNUSED : Kind.COUNTED, unusable);
    }

    /** A missing time is no content: the event then has the time of the version before it, if there is one. */
    private static String timeText(UsageEvent event, Optional<EventVersion> former) {
        return event.time().isPresent()
                ? event.timeText()
                : former.map(EventVersion::timeText).orElseGet(event::timeText);
    }

    private static List<Contribution> contributions(UsageEvent event, MeterState state, List<StartedMetric> unusable) {
        List<Contribution> contributions = new ArrayList<>();
        for (StartedMetric metric : state.metrics(event.tenant(), event.type())) {
            MetricDefinition definition = metric.definition();
            if (!MetricMatch.filtersHold(definition, event)) {
                continue;
            }
            Optional<BigDecimal> value = MetricMatch.value(definition, event);
            if (value.isPresent()) {
                contributions.add(new Contribution(metric.number(), MetricMatch.group(definition, event), value.get()));
            } else {
                unusable.add(metric);
            }
        }
        return contributions;
    }

    private Effect takeOut(EventIdentity identity, MeterState state) {
        IdentityKey key = identityHash.of(identity);
        Optional<IdentityEntry> entry = state.identity(key);
        if (entry.isEmpty()) {
            state.save(key, IdentityEntry.VOID_UNSEEN);
            return Effect.of(Kind.VOIDED);
        }
        if (entry.get().isVoid()) {
            return Effect.of(Kind.UNCHANGED);
        }
        entry.get().latest().ifPresent(version -> retract(new Counted(identity, key, version, version.time()), state));
        state.save(key, IdentityEntry.voided(entry.get().latest()));
        return Effect.of(Kind.VOIDED);
    }

    private Effect restore(EventIdentity identity, MeterState state) {
        IdentityKey key = identityHash.of(identity);
        Optional<IdentityEntry> entry = state.identity(key).filter(IdentityEntry::isVoid);
        if (entry.isEmpty()) {
            return Effect.of(Kind.UNCHANGED);
        }
        Optional<EventVersion> latest = entry.get().latest();
        if (latest.isEmpty()) {
            state.forget(key);
            return Effect.of(Kind.RESTORED);
        }
        add(new Counted(identity, key, latest.get(), latest.get().time()), state);
        state.save(key, IdentityEntry.counted(latest.get()));
        return Effect.of(Kind.RESTORED);
    }

    /** A version whose contributions are put into slots or taken out of them. */
    private record Counted(EventIdentity identity, IdentityKey key, EventVersion version, Instant time) {
        SlotAddress slot(StartedMetric metric, Contribution contribution) {
            return SlotAddress.of(metric.definition(), identity.subject(), contribution.group(), time);
        }

        ContributionKey contributionKey(SlotAddress slot) {
            return new ContributionKey(slot, time, identity.id(), key);
        }
    }

    private static void add(Counted counted, MeterState state) {
        for (Contribution contribution : counted.version().contributions()) {
            StartedMetric metric = state.metric(contribution.metric());
            Aggregation aggregation = metric.definition().aggregation();
            SlotAddress address = counted.slot(metric, contribution);
            Slot slot = state.slot(metric, address).add(counted.version().digest(), contribution.value(), aggregation);
            if (!aggregation.isInvertible()) {
                state.addContribution(counted.contributionKey(address), contribution.value());
            }
            state.save(metric, address, slot);
        }
    }

    private static void retract(Counted counted, MeterState state) {
        for (Contribution contribution : counted.version().contributions()) {
            StartedMetric metric = state.metric(contribution.metric());
            Aggregation aggregation = metric.definition().aggregation();
            SlotAddress address = counted.slot(metric, contribution);
            Slot slot = state.slot(metric, address);
            Slot rest;
            if (aggregation.isInvertible()) {
                rest = slot.retract(counted.version().digest(), contribution.value(), aggregation);
            } else {
                state.removeContribution(counted.contributionKey(address));
                rest = state.contributions(
                        address,
                        remaining -> slot.retractRecomputing(counted.version().digest(), remaining, aggregation));
            }
            state.save(metric, address, rest);
        }
    }
}
